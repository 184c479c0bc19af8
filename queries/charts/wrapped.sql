-- What was my year like?
with days as materialized (
    select
        *,
        extract(year from day) as year,
    from v1.conversation_days
    where
        day is not null
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

chosen as (
    select max(year) as year from days
),

daily as (
    select
        day,
        sum(user_messages) as user_messages,
        sum(answers) as answers,
        day - row_number() over (order by day)::integer as streak,
    from days
    where year = (select year from chosen)
    group by day
),

streaks as (
    select count(*) as days from daily
    group by streak
),

hours as (
    select
        messages.local_hour as hour,
        count(*) as written,
        count(*) filter (dim_date.is_weekend) as at_weekend,
        count(*) filter (messages.questions > 0) as asked,
    from v1.messages
    inner join v1.dim_date on messages.local_date = dim_date.day
    where
        messages.is_user_message
        and dim_date.year = (select year from chosen)
        and ($since::date is null or messages.local_date >= $since::date)
        and ($until::date is null or messages.local_date <= $until::date)
        and ($provider::varchar is null or messages.provider = $provider)
        and ($account::varchar is null or messages.account_id = $account)
    group by all
),

coded as (
    select
        count(*) as answers,
        count(*) filter (code_blocks > 0) as with_code,
    from v1.messages
    where
        is_answer
        and extract(year from local_date) = (select year from chosen)
        and ($since::date is null or local_date >= $since::date)
        and ($until::date is null or local_date <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

models as (
    select
        model,
        sum(answers) as answers,
    from v1.daily_model_usage
    where
        extract(year from day) = (select year from chosen)
        and answers > 0
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
),

costs as (
    select
        sum(requests) as requests,
        sum(requests_unpriced) as unpriced,
        sum(usd) as usd,
        sum(usd_low) as usd_low,
        sum(usd_high) as usd_high,
        sum(usd_reported) as usd_reported,
    from v1.daily_costs
    where
        extract(year from day) = (select year from chosen)
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

facts as (
    select 1 as line, 'total' as part, 'year' as name, year as number from chosen
    union all
    select 2, 'total', 'messages', sum(user_messages) from daily
    union all
    select 3, 'total', 'answers', sum(answers) from daily
    union all
    select 4, 'total', 'chats', count(distinct (provider, account_id, conversation_id)) from days
    where year = (select year from chosen)
    union all
    select 5, 'total', 'active days', count(*) from daily
    union all
    select 6, 'total', 'longest streak', max(days) from streaks
    union all
    (
        select 7, 'total', 'favourite hour', hour from hours
        where hour is not null
        order by written desc, hour
        limit 1
    )
    union all
    select 8, 'percent', 'night', 100 * sum(written) filter (hour >= 22 or hour <= 5) / sum(written) from hours
    union all
    select 9, 'percent', 'morning', 100 * sum(written) filter (hour between 5 and 8) / sum(written) from hours
    union all
    select 10, 'percent', 'weekend', 100 * sum(at_weekend) / sum(written) from hours
    union all
    select 11, 'percent', 'questions', 100 * sum(asked) / sum(written) from hours
    union all
    select 12, 'percent', 'code', 100 * with_code / nullif(answers, 0) from coded
    union all
    select 13, 'cost', 'dollars', usd from costs
    union all
    select 13, 'cost', 'dollars at least', usd_low from costs
    union all
    select 13, 'cost', 'dollars at most', usd_high from costs
    union all
    select 13, 'cost', 'dollars reported', usd_reported from costs
    union all
    select 14, 'cost', 'requests', requests from costs
    union all
    select 15, 'cost', 'requests without a price', unpriced from costs
    union all
    (
        -- Names that people gave: a custom GPT's and a tuned model's.
        select 16, 'model', model, answers from models
        where model is not null and not starts_with(model, 'g-') and not starts_with(model, 'ft:')
        order by answers desc, model
        limit 3
    )
    union all
    select 17, 'day', day::varchar, user_messages from daily
)

select
    part,
    name,
    number::decimal(38, 6) as number,
from facts
where (select year from chosen) is not null
order by line, if(part = 'model', -number, 0), name;
