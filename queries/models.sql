-- Which models answered me, how much, and since when?
with models as (
    select
        model,
        count(distinct (provider, account_id, conversation_id)) as chats,
        sum(answers) as answers,
        sum(tokens_out) as tokens_out,
        min(day) as first_day,
        max(day) as last_day,
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
        100 * answers / nullif(sum(answers) over (), 0) as percent,
    from models
)

select
    coalesce(model, '(unknown)') as model,
    chats,
    answers::bigint as answers,
    round(percent, 1)::decimal(4, 1) as percent,
    tokens_out::bigint as tokens_out,
    first_day,
    last_day,
from shares
where $model::varchar is null or shares.model = $model
order by answers desc, tokens_out desc, shares.model;
