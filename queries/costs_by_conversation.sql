-- Which conversations would have cost most on the API?
-- for programs: usd_reported, requests_reported, requests_unreported, usd_unreported, billed_input, billed_cache_read, billed_cache_write, billed_cache_write_1h, billed_output, billed_reasoning, usd_mid, usd_visible_nocache
with costliest as (
    select
        provider,
        account_id,
        conversation_id,
        min(day) as first_day,
        count(*) as requests,
        count(*) filter (is_unpriced) as not_priced,
        sum(usd) as usd,
        sum(usd_low) as usd_low,
        sum(usd_high) as usd_high,
        sum(usd_reported) as usd_reported,
        count(*) filter (token_basis = 'reported') as requests_reported,
        count(*) filter (is_unreported) as requests_unreported,
        sum(usd_unreported) as usd_unreported,
        sum(billed_input) as billed_input,
        sum(billed_cache_read) as billed_cache_read,
        sum(billed_cache_write) as billed_cache_write,
        sum(billed_cache_write_1h) as billed_cache_write_1h,
        sum(billed_output) as billed_output,
        sum(billed_reasoning) as billed_reasoning,
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
    order by usd desc nulls last, requests desc, conversation_id
    limit 20
)

select
    conversation_costs.title,
    costliest.first_day,
    costliest.requests,
    costliest.not_priced,
    costliest.usd,
    costliest.usd_low,
    costliest.usd_high,
    costliest.conversation_id,
    costliest.usd_reported,
    costliest.requests_reported,
    costliest.requests_unreported,
    costliest.usd_unreported,
    costliest.billed_input::bigint as billed_input,
    costliest.billed_cache_read::bigint as billed_cache_read,
    costliest.billed_cache_write::bigint as billed_cache_write,
    costliest.billed_cache_write_1h::bigint as billed_cache_write_1h,
    costliest.billed_output::bigint as billed_output,
    costliest.billed_reasoning::bigint as billed_reasoning,
    costliest.usd_mid,
    costliest.usd_visible_nocache,
from costliest
inner join v1.conversation_costs
    on costliest.provider = conversation_costs.provider
    and costliest.account_id is not distinct from conversation_costs.account_id
    and costliest.conversation_id = conversation_costs.conversation_id
order by costliest.usd desc nulls last, costliest.requests desc, costliest.conversation_id;

-- beside it: as in costs
