-- How do the vendors compare, day by day?
with days as (
    select
        day,
        vendor,
        provider,
        sum(user_messages) as user_messages,
        sum(answers) as answers,
        sum(tokens_out) as tokens_out,
        sum(requests) as requests,
        sum(usd_visible_nocache) as usd_visible_nocache,
    from v1.provider_daily
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($account::varchar is null or account_id = $account)
    group by all
),

shares as (
    select
        *,
        100 * user_messages / nullif(sum(user_messages) over (partition by day), 0) as percent,
    from days
)

select
    day,
    vendor,
    sum(user_messages)::bigint as my_messages,
    round(sum(percent), 1)::decimal(4, 1) as percent,
    sum(answers)::bigint as answers,
    sum(tokens_out)::bigint as tokens_out,
    sum(requests)::bigint as requests,
    sum(usd_visible_nocache) as usd_visible_nocache,
from shares
where $provider::varchar is null or provider = $provider
group by all
order by day, vendor;
