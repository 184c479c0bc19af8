-- How the prices of models went, oldest first; the price of long requests is a row of its own, and so is that of each
-- tier. The first multiple of a tier also holds for the prices before it.
with lengths as (
    select
        pricing.vendor,
        pricing.api_model,
        pricing.valid_from,
        coalesce(pricing.valid_to, date '9999-12-31') as until,
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
        coalesce(pricing.valid_to, date '9999-12-31') as until,
        pricing.long_above as above_tokens,
        pricing.long_input as input,
        pricing.long_cached_read as cached_read,
        pricing.long_cache_write as cache_write,
        pricing.long_output as output,
        pricing.source,
        pricing.is_own,
    from core.pricing
    where pricing.long_above is not null
    union all
    select
        price_steps.vendor,
        price_steps.api_model,
        price_steps.valid_from,
        coalesce(pricing.valid_to, date '9999-12-31') as until,
        price_steps.above as above_tokens,
        price_steps.input,
        price_steps.cached_read,
        null as cache_write,
        price_steps.output,
        price_steps.source,
        false as is_own,
    from core.price_steps
    inner join core.pricing
        on price_steps.vendor = pricing.vendor
        and price_steps.api_model = pricing.api_model
        and price_steps.valid_from = pricing.valid_from
        and not pricing.is_own
),

multiples as (
    select
        *,
        row_number() over steps = 1 as is_first,
    from core.price_tiers
    window steps as (partition by vendor, api_model, tier order by valid_from)
),

tiers as (
    select
        *,
        'standard' as tier,
        '' as tier_source,
        1::decimal(12, 9) as factor,
    from lengths

    union all by name

    select
        lengths.* exclude (valid_from),
        if(multiples.is_first, lengths.valid_from, greatest(lengths.valid_from, multiples.valid_from)) as valid_from,
        multiples.tier,
        multiples.source as tier_source,
        if(lengths.above_tokens = 0, multiples.factor, multiples.long_factor) as factor,
    from lengths
    inner join multiples
        on lengths.vendor = multiples.vendor
        and lengths.api_model = multiples.api_model
        and (multiples.is_first or multiples.valid_from < lengths.until)
        and (multiples.valid_to is null or multiples.valid_to > lengths.valid_from)
)

select
    tiers.vendor,
    tiers.api_model as model,
    tiers.valid_from,
    tiers.tier,
    tiers.above_tokens,
    (tiers.input * tiers.factor)::decimal(12, 6) as input,
    (tiers.cached_read * tiers.factor)::decimal(12, 6) as cached_read,
    (tiers.cache_write * tiers.factor)::decimal(12, 6) as cache_write,
    (tiers.output * tiers.factor)::decimal(12, 6) as output,
    concat_ws('+', case when tiers.is_own then 'own' end, if(tiers.tier_source = '', tiers.source, tiers.tier_source)) as source,
from tiers
where tiers.factor is not null
    and ($model is null or tiers.api_model = lower($model))
order by
    tiers.vendor desc,
    min(tiers.valid_from) over (partition by tiers.vendor, tiers.api_model),
    tiers.api_model,
    tiers.valid_from,
    tiers.tier <> 'standard',
    tiers.tier,
    tiers.above_tokens
