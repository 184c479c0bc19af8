-- What the use of each model would have cost on an API.
create or replace view v1.model_costs as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    model::varchar as model,
    api_model::varchar as api_model,
    count(*)::bigint as requests,
    (count(*) filter (is_unpriced))::bigint as requests_unpriced,
    (count(*) filter (token_basis = 'reported'))::bigint as requests_reported,
    (count(*) filter (is_unreported))::bigint as requests_unreported,
    coalesce(sum(input_visible + output_visible) filter (is_unpriced), 0)::bigint as tokens_unpriced,
    (count(*) filter (price_status in ('proxy', 'ambiguous')))::bigint as requests_uncertain,
    (count(*) filter (price_status = 'backdated'))::bigint as requests_backdated,
    sum(input_once)::bigint as input_once,
    sum(input_visible)::bigint as input_visible,
    sum(output_visible)::bigint as output_visible,
    sum(reasoning_shown)::bigint as reasoning_shown,
    sum(cached_default)::bigint as cached_default,
    sum(billed_input)::bigint as billed_input,
    sum(billed_cache_read)::bigint as billed_cache_read,
    sum(billed_cache_write)::bigint as billed_cache_write,
    sum(billed_cache_write_1h)::bigint as billed_cache_write_1h,
    sum(billed_output)::bigint as billed_output,
    sum(billed_reasoning)::bigint as billed_reasoning,
    sum(usd)::decimal(38, 12) as usd,
    sum(usd_reported)::decimal(38, 12) as usd_reported,
    sum(usd_unreported)::decimal(38, 12) as usd_unreported,
    sum(usd_text_once)::decimal(38, 12) as usd_text_once,
    sum(usd_visible_nocache)::decimal(38, 12) as usd_visible_nocache,
    sum(usd_cache_strict)::decimal(38, 12) as usd_cache_strict,
    sum(usd_cache_default)::decimal(38, 12) as usd_cache_default,
    sum(usd_cache_best)::decimal(38, 12) as usd_cache_best,
    sum(usd_active_path)::decimal(38, 12) as usd_active_path,
    sum(usd_reasoning_shown)::decimal(38, 12) as usd_reasoning_shown,
    sum(usd_images_low)::decimal(38, 12) as usd_images_low,
    sum(usd_images_high)::decimal(38, 12) as usd_images_high,
    sum(usd_low)::decimal(38, 12) as usd_low,
    sum(usd_mid)::decimal(38, 12) as usd_mid,
    sum(usd_high)::decimal(38, 12) as usd_high,
from v1.request_costs
group by all;

comment on view v1.model_costs is 'One row per provider, account, model and model of an API with requests.';
comment on column v1.model_costs.model is 'The model as the product names it, or as the user says where it names none; NULL where unknown.';
comment on column v1.model_costs.api_model is 'The model of an API it is priced as; NULL where there is none.';
-- columns as in v1.daily_costs
