-- Which models answered me, how much, since when?
with days as (
    select
        *,
        day > max(day) over () - 90 as is_recent,
    from v1.conversation_models
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

models as (
    select
        model,
        count(distinct (provider, account_id, conversation_id)) as chats,
        sum(answers) as answers,
        coalesce(sum(answers) filter (is_recent), 0) as recent,
        sum(billed_out) as tokens_out,
        min(day) as first_day,
        max(day) as last_day,
    from days
    group by all
),

shares as (
    select
        *,
        100 * answers / nullif(sum(answers) over (), 0) as percent,
        100 * recent / nullif(sum(recent) over (), 0) as percent_now,
    from models
)

select
    coalesce(model, '(unknown)') as model,
    chats,
    answers::bigint as answers,
    round(percent, 1)::decimal(4, 1) as percent,
    round(percent_now, 1)::decimal(4, 1) as now,
    tokens_out::bigint as tokens_out,
    first_day,
    last_day,
from shares
where $model::varchar is null or shares.model = $model
order by answers desc, tokens_out desc, shares.model;

-- beside it:
with days as (
    select
        model,
        day > max(day) over () - 90 as is_recent,
        answers,
        billed_out,
    from v1.conversation_models
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

models as (
    select
        model,
        sum(answers) as answers,
        coalesce(sum(answers) filter (is_recent), 0) as recent,
        sum(billed_out) as tokens_out,
    from days
    group by all
),

favourites as (
    select
        arg_min(model, (-answers, -tokens_out, model)) filter (answers > 0) as model,
        arg_min(model, (-recent, -tokens_out, model)) filter (recent > 0) as model_now,
    from models
    where model is not null
)

select
    format('Favourite: {}; now: {}. Now is the percentage in the last 90 days of these.', model, coalesce(model_now, 'none')),
from favourites
where model is not null and $model::varchar is null;
