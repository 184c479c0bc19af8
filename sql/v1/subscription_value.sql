-- Whether the plan was worth it: each month's fee beside what its use would have cost on an API.
create or replace view v1.subscription_value as
with usage as (
    select
        providers.vendor,
        monthly_costs.month,
        sum(monthly_costs.requests) as requests,
        sum(monthly_costs.requests_unpriced) as requests_unpriced,
        sum(monthly_costs.requests_reported) as requests_reported,
        sum(monthly_costs.usd) as usd,
        sum(monthly_costs.usd_reported) as usd_reported,
        sum(monthly_costs.usd_low) as usd_low,
        sum(monthly_costs.usd_mid) as usd_mid,
        sum(monthly_costs.usd_high) as usd_high,
    from v1.monthly_costs
    left join core.providers on monthly_costs.provider = providers.provider
    where monthly_costs.month is not null
    group by all
),

fees as (
    select
        vendor,
        month,
        string_agg(plan, '+' order by plan, period) as plans,
        case when count(*) = count(usd_fee) then sum(usd_fee) end as usd_fee,
    from core.plan_months
    group by all
),

months as (
    select
        coalesce(usage.vendor, fees.vendor) as vendor,
        coalesce(usage.month, fees.month) as month,
        fees.plans,
        fees.usd_fee,
        coalesce(usage.requests, 0) as requests,
        coalesce(usage.requests_unpriced, 0) as requests_unpriced,
        coalesce(usage.requests_reported, 0) as requests_reported,
        case when usage.requests is null then 0 else usage.usd end as usd,
        usage.usd_reported,
        case when usage.requests is null then 0 else usage.usd_low end as usd_low,
        case when usage.requests is null then 0 else usage.usd_mid end as usd_mid,
        case when usage.requests is null then 0 else usage.usd_high end as usd_high,
    from usage
    full join fees
        on usage.vendor = fees.vendor
        and usage.month = fees.month
)

select
    vendor::varchar as vendor,
    month::date as month,
    plans::varchar as plans,
    usd_fee::decimal(38, 12) as usd_fee,
    requests::bigint as requests,
    requests_unpriced::bigint as requests_unpriced,
    requests_reported::bigint as requests_reported,
    usd::decimal(38, 12) as usd,
    usd_reported::decimal(38, 12) as usd_reported,
    usd_low::decimal(38, 12) as usd_low,
    usd_mid::decimal(38, 12) as usd_mid,
    usd_high::decimal(38, 12) as usd_high,
    (case
        when plans is null then 'no plan given'
        when requests = 0 then 'unused month'
        when usd_low > usd_fee then 'subscription cheaper'
        when usd_high < usd_fee and requests_unpriced = 0 then 'API cheaper'
        else 'within uncertainty'
    end)::varchar as verdict,
    (usd - usd_fee)::decimal(38, 12) as saving,
    (sum(usd - usd_fee) over so_far)::decimal(38, 12) as cumulative_saving,
from months
window so_far as (partition by vendor order by month rows between unbounded preceding and current row);

comment on view v1.subscription_value is 'One row per vendor and local month with requests or a paid plan; requests of unknown time are left out, they have no price either.';
comment on column v1.subscription_value.vendor is 'Who sells it: openai, anthropic.';
comment on column v1.subscription_value.month is 'First day of the local month.';
comment on column v1.subscription_value.plans is 'Names of the plans that were paid, joined with +; NULL where none is given.';
comment on column v1.subscription_value.usd_fee is 'US dollars for those plans, all seats; NULL where none is given, or one has no known price.';
comment on column v1.subscription_value.requests is 'Requests of all accounts: billed generations of a model, on any branch.';
comment on column v1.subscription_value.requests_unpriced is 'Requests without a price (unmapped, unpriced), which no sum of dollars has.';
comment on column v1.subscription_value.requests_reported is 'Requests whose tokens the API itself reports: exact.';
comment on column v1.subscription_value.usd is 'What the use would have cost on an API, the one figure: reported tokens at their exact price, else the likeliest simulation; 0 without use, NULL where no request has a price.';
comment on column v1.subscription_value.usd_reported is 'The part of usd whose tokens the API itself reports; NULL where none of it is.';
comment on column v1.subscription_value.usd_low is 'The least that the use would have cost on an API; 0 without use, NULL where no request has a price.';
comment on column v1.subscription_value.usd_mid is 'What it would have cost with the prompt cache, policy default, shown reasoning and pictures at low detail; 0 without use, NULL where no request has a price.';
comment on column v1.subscription_value.usd_high is 'The most that it would have cost; 0 without use, NULL where no request has a price.';
comment on column v1.subscription_value.verdict is 'subscription cheaper = usd_low above the fee, API cheaper = usd_high below it and nothing unpriced, unused month = a plan and no requests, no plan given, else within uncertainty.';
comment on column v1.subscription_value.saving is 'usd less the fee: what the plan saved, below 0 what it cost more; without the requests that have no price; NULL where either is unknown.';
comment on column v1.subscription_value.cumulative_saving is 'Sum of saving up to this month; months where it is unknown add nothing.';
