-- On which days of the last twelve months did I write?
with days as (
    select
        day,
        sum(user_messages) as user_messages,
    from v1.daily_usage
    where
        day is not null
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
),

ends as (
    select
        min(day) as first_day,
        max(day) as last_day,
    from days
)

select
    days.day,
    days.user_messages::bigint as user_messages,
    ends.first_day,
from days
cross join ends
where days.day > ends.last_day - 371
order by days.day;
