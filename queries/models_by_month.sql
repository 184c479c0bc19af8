-- Which models answered me, month by month?
with models as (
    select
        date_trunc('month', day) as month,
        model,
        count(distinct (provider, account_id, conversation_id)) as chats,
        sum(answers) as answers,
        sum(billed_out) as tokens_out,
    from v1.conversation_models
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
),

shares as (
    select
        *,
        100 * answers / nullif(sum(answers) over (partition by month), 0) as percent,
    from models
)

select
    coalesce(strftime(month, '%Y-%m'), '(unknown)') as month,
    coalesce(model, '(unknown)') as model,
    chats,
    answers::bigint as answers,
    round(percent, 1)::decimal(4, 1) as percent,
    tokens_out::bigint as tokens_out,
from shares
where $model::varchar is null or shares.model = $model
order by shares.month, answers desc, tokens_out desc, shares.model;
