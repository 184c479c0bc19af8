-- How the prices of models went, oldest first; the price of long requests is a row of its own.
with tiers as (
    select
        pricing.vendor,
        pricing.api_model,
        pricing.valid_from,
        0 as above_tokens,
        pricing.input,
        pricing.cached_read,
        pricing.cache_write,
        pricing.output,
        pricing.source,
        pricing.is_own,
    from core.pricing
    union all
    select
        pricing.vendor,
        pricing.api_model,
        pricing.valid_from,
        pricing.long_above as above_tokens,
        pricing.long_input as input,
        pricing.long_cached_read as cached_read,
        pricing.long_cache_write as cache_write,
        pricing.long_output as output,
        pricing.source,
        pricing.is_own,
    from core.pricing
    where pricing.long_above is not null
)

select
    tiers.vendor,
    tiers.api_model as model,
    tiers.valid_from,
    tiers.above_tokens,
    tiers.input,
    tiers.cached_read,
    tiers.cache_write,
    tiers.output,
    concat_ws('+', case when tiers.is_own then 'own' end, tiers.source) as source,
from tiers
where $model is null
    or tiers.api_model = lower($model)
order by
    tiers.vendor desc,
    min(tiers.valid_from) over (partition by tiers.vendor, tiers.api_model),
    tiers.api_model,
    tiers.valid_from,
    tiers.above_tokens
