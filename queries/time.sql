-- How long did models think, how long was I at it?
select
    coalesce(strftime(day, '%Y-%m'), '(unknown)') as month,
    count(distinct day) filter (user_active_seconds > 0) as active_days,
    round(sum(user_active_seconds) / 3600, 1)::decimal(12, 1) as my_hours,
    sum(thoughts)::bigint as thoughts,
    round(sum(thinking_seconds) / 3600, 1)::decimal(12, 1) as thinking_hours,
    sum(waits)::bigint as waits,
    round(sum(waiting_seconds) / nullif(sum(waits), 0), 1)::decimal(12, 1) as average_wait_seconds,
from v1.time_statistics
where
    ($since::date is null or day >= $since::date)
    and ($until::date is null or day <= $until::date)
    and ($provider::varchar is null or provider = $provider)
    and ($account::varchar is null or account_id = $account)
group by all
order by month;

-- beside it:
select 'My time: gaps under 30 minutes between my messages in a chat; waits: to the first answer, under 30 minutes.'
    as note;
