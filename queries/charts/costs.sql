-- What would each month have cost on the API, beside the plan that was paid?
with usage as (
    select
        coalesce(providers.vendor, monthly_costs.provider) as vendor,
        monthly_costs.month,
        sum(monthly_costs.requests) as requests,
        sum(monthly_costs.requests_unpriced) as requests_unpriced,
        sum(monthly_costs.requests_reported) as requests_reported,
        sum(monthly_costs.usd) as usd,
        sum(monthly_costs.usd_low) as usd_low,
        sum(monthly_costs.usd_high) as usd_high,
        sum(monthly_costs.usd_reported) as usd_reported,
    from v1.monthly_costs
    left join v1.providers on monthly_costs.provider = providers.provider
    where
        ($since::date is null or monthly_costs.month >= date_trunc('month', $since::date))
        and ($until::date is null or monthly_costs.month <= $until::date)
        and ($provider::varchar is null or monthly_costs.provider = $provider)
        and ($account::varchar is null or monthly_costs.account_id = $account)
    group by all
),

fees as (
    select
        vendor,
        month,
        plans,
        usd_fee,
        verdict,
        saving,
    from v1.subscription_value
    where
        plans is not null
        and $account::varchar is null
        and ($since::date is null or month >= date_trunc('month', $since::date))
        and ($until::date is null or month <= $until::date)
        and (
            $provider::varchar is null
            or vendor in (select vendor from v1.providers where provider = $provider)
        )
),

months as (
    select
        coalesce(usage.vendor, fees.vendor) as vendor,
        coalesce(usage.month, fees.month) as month,
        coalesce(usage.requests, 0)::bigint as requests,
        coalesce(usage.requests_unpriced, 0)::bigint as requests_unpriced,
        coalesce(usage.requests_reported, 0)::bigint as requests_reported,
        usage.usd::decimal(38, 12) as usd,
        usage.usd_low::decimal(38, 12) as usd_low,
        usage.usd_high::decimal(38, 12) as usd_high,
        usage.usd_reported::decimal(38, 12) as usd_reported,
        fees.plans,
        fees.usd_fee,
        fees.verdict,
        fees.saving,
    from usage
    full join fees
        on usage.vendor = fees.vendor
        and usage.month = fees.month
)

select *
from months
order by sum(usd) over (partition by vendor) desc nulls last, vendor, month;
