-- What every printed total of dollars must be accompanied by: what is in it, how sure it is, and what it lacks.
create or replace view v1.cost_audit as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    count(*)::bigint as requests,
    (count(*) filter (price_status = 'mapped'))::bigint as requests_mapped,
    (count(*) filter (price_status = 'proxy'))::bigint as requests_proxy,
    (count(*) filter (price_status = 'ambiguous'))::bigint as requests_ambiguous,
    (count(*) filter (price_status in ('proxy', 'ambiguous')))::bigint as requests_uncertain,
    (count(*) filter (price_status = 'backdated'))::bigint as requests_backdated,
    (count(*) filter (price_status = 'unmapped'))::bigint as requests_unmapped,
    (count(*) filter (price_status = 'unpriced'))::bigint as requests_without_price,
    (count(*) filter (is_unpriced))::bigint as requests_unpriced,
    (count(*) filter (token_basis = 'reported'))::bigint as requests_reported,
    (count(*) filter (is_unreported))::bigint as requests_unreported,
    coalesce(sum(input_visible + output_visible) filter (is_unpriced), 0)::bigint as tokens_unpriced,
    (count(*) filter (is_truncated))::bigint as requests_truncated,
    (count(*) filter (is_long))::bigint as requests_long,
    (count(*) filter (price_tier <> 'standard' or price_geo is not null))::bigint as requests_tier,
    (count(*) filter (price_tier is null and not is_unpriced))::bigint as requests_tier_unpriced,
    (count(*) filter (is_near_price_change))::bigint as requests_near_price_change,
    (count(*) filter (day is null))::bigint as requests_undated,
    (count(*) filter (images > 0 and usd_images_high is null))::bigint as requests_images_unpriced,
    (count(*) filter (encoding_basis = 'witness'))::bigint as encoding_witnessed,
    (count(*) filter (encoding_basis = 'map'))::bigint as encoding_mapped,
    (count(*) filter (encoding_basis = 'assumed'))::bigint as encoding_assumed,
    coalesce(sum(input_visible + output_visible) filter (token_basis = 'counted_tiktoken'), 0)::bigint as tokens_counted_tiktoken,
    coalesce(sum(input_visible + output_visible) filter (token_basis = 'counted_ctok'), 0)::bigint as tokens_counted_ctok,
    coalesce(sum(input_visible + output_visible) filter (token_basis = 'factor_o200k'), 0)::bigint as tokens_factor_o200k,
    coalesce(sum(input_visible + output_visible) filter (token_basis = 'reported'), 0)::bigint as tokens_reported,
    count(usd_logged)::bigint as requests_logged,
    (count(*) filter (
        usd_logged is not null and (usd is null or abs(usd - usd_logged) > 0.005 * usd_logged + 0.000001)
    ))::bigint as requests_logged_otherwise,
    sum(usd_logged)::decimal(38, 12) as usd_logged,
    (sum(usd) filter (usd_logged is not null))::decimal(38, 12) as usd_beside_logged,
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

comment on view v1.cost_audit is 'One row per provider and account with requests.';
comment on column v1.cost_audit.requests_mapped is 'Requests priced as the very model, at a price of their day.';
comment on column v1.cost_audit.requests_proxy is 'Requests priced as the nearest model.';
comment on column v1.cost_audit.requests_ambiguous is 'Requests priced as one of two models; the range holds both.';
comment on column v1.cost_audit.requests_uncertain is 'Those two together.';
comment on column v1.cost_audit.requests_unmapped is 'Requests whose model is no model of an API, or is unknown.';
comment on column v1.cost_audit.requests_without_price is 'Requests whose model has no known price, or whose time is unknown.';
comment on column v1.cost_audit.requests_unpriced is 'Those two together, which no sum of dollars has.';
comment on column v1.cost_audit.requests_truncated is 'Requests whose input is more than the model took then.';
comment on column v1.cost_audit.requests_long is 'Requests at the higher prices of a long input.';
comment on column v1.cost_audit.requests_tier is 'Requests at the price of another tier than standard: fast, flexible, in a batch, in one country.';
comment on column v1.cost_audit.requests_tier_unpriced is 'Requests of a tier whose price is unknown, priced as standard.';
comment on column v1.cost_audit.requests_near_price_change is 'Requests within a day of a change of their price.';
comment on column v1.cost_audit.requests_undated is 'Requests of unknown time.';
comment on column v1.cost_audit.requests_images_unpriced is 'Requests with pictures whose cost no rule tells.';
comment on column v1.cost_audit.encoding_witnessed is 'Requests whose encoding the export proves.';
comment on column v1.cost_audit.encoding_mapped is 'Requests whose encoding follows from the model.';
comment on column v1.cost_audit.encoding_assumed is 'Requests whose encoding is assumed.';
comment on column v1.cost_audit.tokens_counted_tiktoken is 'input_visible and output_visible counted with tiktoken''s encodings.';
comment on column v1.cost_audit.tokens_counted_ctok is 'input_visible and output_visible counted with the reconstruction of Claude''s encodings in the package ctok.';
comment on column v1.cost_audit.tokens_factor_o200k is 'input_visible and output_visible estimated from a count in o200k_base, see token_factors.';
comment on column v1.cost_audit.tokens_reported is 'input_visible and output_visible as the API itself reports them: exact, not counted.';
comment on column v1.cost_audit.requests_logged is 'Requests for which the log itself gives US dollars.';
comment on column v1.cost_audit.requests_logged_otherwise is 'Those for which usd is another amount, by more than half a percent, or is unknown.';
comment on column v1.cost_audit.usd_logged is 'What the log gives for them in all; NULL where it gives nothing.';
comment on column v1.cost_audit.usd_beside_logged is 'usd of the same requests, to compare with usd_logged; NULL where none has a price.';
comment on column v1.cost_audit.cached_default is 'Input tokens read from the prompt cache, as reported, else simulated under the policy default.';
-- columns as in v1.daily_costs
