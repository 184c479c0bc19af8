-- How do the vendors compare, month by month?
-- for programs: usd_low, usd_high, usd_reported, requests_reported, requests_unpriced, usd_visible_nocache
with days as (
    select
        coalesce(strftime(day, '%Y-%m'), '(unknown)') as month,
        vendor,
        provider,
        sum(user_messages) as user_messages,
        sum(answers) as answers,
        sum(billed_out) as tokens_out,
        sum(requests) as requests,
        sum(usd) as usd,
        sum(usd_low) as usd_low,
        sum(usd_high) as usd_high,
        sum(usd_reported) as usd_reported,
        sum(requests_reported) as requests_reported,
        sum(requests_unpriced) as requests_unpriced,
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
        100 * user_messages / nullif(sum(user_messages) over (partition by month), 0) as percent,
    from days
)

select
    month,
    vendor,
    sum(user_messages)::bigint as my_messages,
    round(sum(percent), 1)::decimal(4, 1) as percent,
    sum(answers)::bigint as answers,
    sum(tokens_out)::bigint as tokens_out,
    sum(requests)::bigint as requests,
    sum(usd) as usd,
    sum(usd_low) as usd_low,
    sum(usd_high) as usd_high,
    sum(usd_reported) as usd_reported,
    sum(requests_reported)::bigint as requests_reported,
    sum(requests_unpriced)::bigint as requests_unpriced,
    sum(usd_visible_nocache) as usd_visible_nocache,
from shares
where $provider::varchar is null or provider = $provider
group by all
order by month, vendor;

-- beside it: as in providers
