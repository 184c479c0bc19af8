-- How do the vendors compare, day by day?
-- for programs: usd_low, usd_high, usd_reported, requests_reported, requests_unpriced, usd_visible_nocache
with days as (
    select
        day,
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
order by day, vendor;

-- beside it:
with sums as (
    select
        sum(requests) as requests,
        sum(requests_unpriced) as unpriced,
        sum(requests_reported) as reported,
        sum(usd) as usd,
        sum(usd_low) as usd_low,
        sum(usd_high) as usd_high,
        sum(usd_reported) as usd_reported,
    from v1.provider_daily
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

notes as (
    select
        1 as line,
        format(
            'usd in all: ${:,.2f}, from ${:,.2f} to ${:,.2f}; reported by the API: ${:,.2f}',
            usd,
            usd_low,
            usd_high,
            coalesce(usd_reported, 0)
        ) as note,
    from sums
    where usd is not null
    union all
    select 2, format('not priced: {:,} of {:,} requests', unpriced, requests) from sums
    where unpriced > 0
)

select note from notes
order by line;
