-- What would each month have cost on the API?
-- for programs: requests_reported, requests_unreported, usd_unreported, billed_input, billed_cache_read, billed_cache_write, billed_cache_write_1h, billed_output, billed_reasoning, usd_mid, usd_visible_nocache
select
    coalesce(strftime(day, '%Y-%m'), '(unknown)') as month,
    count(*) as requests,
    count(*) filter (is_unpriced) as not_priced,
    sum(usd) as usd,
    sum(usd_low) as usd_low,
    sum(usd_high) as usd_high,
    sum(usd_reported) as usd_reported,
    count(*) filter (token_basis = 'reported') as requests_reported,
    count(*) filter (is_unreported) as requests_unreported,
    sum(usd_unreported) as usd_unreported,
    sum(billed_input)::bigint as billed_input,
    sum(billed_cache_read)::bigint as billed_cache_read,
    sum(billed_cache_write)::bigint as billed_cache_write,
    sum(billed_cache_write_1h)::bigint as billed_cache_write_1h,
    sum(billed_output)::bigint as billed_output,
    sum(billed_reasoning)::bigint as billed_reasoning,
    sum(usd_mid) as usd_mid,
    sum(usd_visible_nocache) as usd_visible_nocache,
from v1.request_costs
where
    ($since::date is null or day >= $since::date)
    and ($until::date is null or day <= $until::date)
    and ($provider::varchar is null or provider = $provider)
    and ($model::varchar is null or model = $model)
    and ($account::varchar is null or account_id = $account)
group by all
order by month;

-- beside it: as in costs
