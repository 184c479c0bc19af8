-- At what hours and on which days do I write?
with hours as (
    select
        messages.local_hour as hour,
        dim_date.weekday,
        count(*) as written,
    from v1.messages
    left join v1.dim_date on messages.local_date = dim_date.day
    where
        messages.is_user_message
        and ($since::date is null or messages.local_date >= $since::date)
        and ($until::date is null or messages.local_date <= $until::date)
        and ($provider::varchar is null or messages.provider = $provider)
        and ($account::varchar is null or messages.account_id = $account)
    group by all
)

select
    coalesce(format('{:02d}:00', hour), '(unknown)') as hour,
    coalesce(sum(written) filter (weekday = 1), 0)::bigint as mon,
    coalesce(sum(written) filter (weekday = 2), 0)::bigint as tue,
    coalesce(sum(written) filter (weekday = 3), 0)::bigint as wed,
    coalesce(sum(written) filter (weekday = 4), 0)::bigint as thu,
    coalesce(sum(written) filter (weekday = 5), 0)::bigint as fri,
    coalesce(sum(written) filter (weekday = 6), 0)::bigint as sat,
    coalesce(sum(written) filter (weekday = 7), 0)::bigint as sun,
    sum(written)::bigint as all_days,
    round(100 * sum(written) / sum(sum(written)) over (), 1)::decimal(4, 1) as percent,
from hours
group by hours.hour
order by hours.hour;

-- beside it:
with written as (
    select
        messages.local_hour as hour,
        dim_date.is_weekend,
    from v1.messages
    left join v1.dim_date on messages.local_date = dim_date.day
    where
        messages.is_user_message
        and messages.local_hour is not null
        and ($since::date is null or messages.local_date >= $since::date)
        and ($until::date is null or messages.local_date <= $until::date)
        and ($provider::varchar is null or messages.provider = $provider)
        and ($account::varchar is null or messages.account_id = $account)
),

sums as (
    select
        count(*) as messages,
        100 * count(*) filter (hour >= 22 or hour <= 5) / nullif(count(*), 0) as late,
        100 * count(*) filter (hour between 5 and 8) / nullif(count(*), 0) as early,
        100 * count(*) filter (is_weekend) / nullif(count(*), 0) as weekend,
    from written
)

select
    format(
        'Night owl (22:00 to 5:59): {:.1f} %. Early bird (5:00 to 8:59): {:.1f} %. Weekend: {:.1f} %.',
        late,
        early,
        weekend
    ),
from sums
where messages > 0;
