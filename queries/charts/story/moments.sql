-- What are the moments of my year?
with days as materialized (
    select *
    from v1.conversation_days
    where
        day is not null
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

chosen as (
    select extract(year from max(day)) as year from days
),

daily as (
    select
        day,
        sum(user_messages) as user_messages,
        day - row_number() over (order by day)::integer as streak,
    from days
    where extract(year from day) = (select year from chosen)
    group by day
),

streaks as (
    select
        min(day) as first_day,
        count(*) as days,
    from daily
    group by streak
),

written as materialized (
    select
        provider,
        account_id,
        conversation_id,
        local_date,
        local_hour,
        created_at,
        if(local_hour < 6, local_date - 1, local_date) as night,
    from v1.messages
    where
        is_user_message
        and extract(year from local_date) = (select year from chosen)
        and ($since::date is null or local_date >= $since::date)
        and ($until::date is null or local_date <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

first_chat as (
    select
        written.local_date,
        written.local_hour,
        conversations.title,
    from written
    inner join v1.conversations using (provider, account_id, conversation_id)
    order by written.created_at, written.conversation_id
    limit 1
),

nights as (
    select
        night,
        count(*) as messages,
    from written
    where local_hour >= 22 or local_hour < 6
    group by night
    order by messages desc, night
    limit 1
),

answered as (
    select
        extract(quarter from day) as quarter,
        model,
        sum(answers) as answers,
    from v1.daily_model_usage
    where
        extract(year from day) = (select year from chosen)
        and answers > 0
        -- Names that people gave: a custom GPT's and a tuned model's.
        and model is not null and not starts_with(model, 'g-') and not starts_with(model, 'ft:')
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
),

quarters as (
    select
        quarter,
        model,
    from answered
    qualify row_number() over (partition by quarter order by answers desc, model) = 1
),

tools as (
    select
        category,
        count(*) as calls,
    from v1.tool_calls
    where
        extract(year from started_at) = (select year from chosen)
        and category is not null
        and ($since::date is null or started_at::date >= $since::date)
        and ($until::date is null or started_at::date <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by category
    order by calls desc, category
    limit 1
),

facts as (
    select 1 as line, 'year' as part, null as name, year as number from chosen
    union all
    select 2, 'first', local_date::varchar, local_hour from first_chat
    union all
    select 3, 'title', title, null from first_chat
    union all
    select 4, 'night', night::varchar, messages from nights
    union all
    select 5, 'late', local_hour::varchar, count(*) from written
    inner join nights using (night)
    where local_hour >= 22 or local_hour < 6
    group by local_hour
    union all
    select 6, 'quarter', model, quarter from quarters
    union all
    (
        select 7, 'streak', first_day::varchar, days from streaks
        order by days desc, first_day
        limit 1
    )
    union all
    select 8, 'hour', local_hour::varchar, count(*) from written
    where local_hour is not null
    group by local_hour
    union all
    select 9, 'tool', category, calls from tools
)

select
    part,
    name,
    number::decimal(38, 6) as number,
from facts
where (select year from chosen) is not null
order by line, try_cast(name as integer), name;
