-- What each month's use would have cost on an API.
create or replace view v1.monthly_costs as
select
    daily_costs.provider::varchar as provider,
    daily_costs.account_id::varchar as account_id,
    dim_date.month::date as month,
    sum(daily_costs.requests)::bigint as requests,
    sum(daily_costs.requests_unpriced)::bigint as requests_unpriced,
    sum(daily_costs.requests_reported)::bigint as requests_reported,
    sum(daily_costs.requests_unreported)::bigint as requests_unreported,
    sum(daily_costs.tokens_unpriced)::bigint as tokens_unpriced,
    sum(daily_costs.requests_uncertain)::bigint as requests_uncertain,
    sum(daily_costs.requests_backdated)::bigint as requests_backdated,
    sum(daily_costs.input_once)::bigint as input_once,
    sum(daily_costs.input_visible)::bigint as input_visible,
    sum(daily_costs.output_visible)::bigint as output_visible,
    sum(daily_costs.reasoning_shown)::bigint as reasoning_shown,
    sum(daily_costs.cached_default)::bigint as cached_default,
    sum(daily_costs.billed_input)::bigint as billed_input,
    sum(daily_costs.billed_cache_read)::bigint as billed_cache_read,
    sum(daily_costs.billed_cache_write)::bigint as billed_cache_write,
    sum(daily_costs.billed_cache_write_1h)::bigint as billed_cache_write_1h,
    sum(daily_costs.billed_output)::bigint as billed_output,
    sum(daily_costs.billed_reasoning)::bigint as billed_reasoning,
    sum(daily_costs.usd)::decimal(38, 12) as usd,
    sum(daily_costs.usd_reported)::decimal(38, 12) as usd_reported,
    sum(daily_costs.usd_unreported)::decimal(38, 12) as usd_unreported,
    sum(daily_costs.usd_text_once)::decimal(38, 12) as usd_text_once,
    sum(daily_costs.usd_visible_nocache)::decimal(38, 12) as usd_visible_nocache,
    sum(daily_costs.usd_cache_strict)::decimal(38, 12) as usd_cache_strict,
    sum(daily_costs.usd_cache_default)::decimal(38, 12) as usd_cache_default,
    sum(daily_costs.usd_cache_best)::decimal(38, 12) as usd_cache_best,
    sum(daily_costs.usd_active_path)::decimal(38, 12) as usd_active_path,
    sum(daily_costs.usd_reasoning_shown)::decimal(38, 12) as usd_reasoning_shown,
    sum(daily_costs.usd_images_low)::decimal(38, 12) as usd_images_low,
    sum(daily_costs.usd_images_high)::decimal(38, 12) as usd_images_high,
    sum(daily_costs.usd_low)::decimal(38, 12) as usd_low,
    sum(daily_costs.usd_mid)::decimal(38, 12) as usd_mid,
    sum(daily_costs.usd_high)::decimal(38, 12) as usd_high,
from v1.daily_costs
left join core.dim_date on daily_costs.day = dim_date.day
group by all;

comment on view v1.monthly_costs is 'One row per provider, account and local month with requests.';
comment on column v1.monthly_costs.month is 'First day of the local month; NULL for requests of unknown time or of a day that dim_date lacks.';
-- columns as in v1.daily_costs
