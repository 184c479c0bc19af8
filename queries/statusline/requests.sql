-- What did each of these requests cost, as loaded, or else at its price of the day?
with told as (
    select
        unnest($ids::varchar[]) as usage_id,
        unnest($times::timestamp[])::date as day,
        unnest($models::varchar[]) as model,
        unnest($inputs::bigint[]) as input,
        unnest($cached::bigint[]) as cached,
        unnest($written::bigint[]) as written,
        unnest($written_1h::bigint[]) as written_1h,
        unnest($outputs::bigint[]) as output,
        nullif(lower(unnest($speeds::varchar[])), 'standard') as speed,
        lower(unnest($tiers::varchar[])) as tier,
        lower(unnest($geos::varchar[])) as geo,
),

loaded as (
    select
        usage_id,
        sum(usd_mid) as usd,
    from core.requests
    where usage_id in (select usage_id from told)
    group by usage_id
),

copied as (
    select distinct usage_id from core.messages
    where usage_id in (select usage_id from told)
),

named as (
    select
        slug,
        vendor,
        api_model,
        tier,
        valid_from,
        coalesce(valid_to, date '9999-12-31') as until,
    from core.model_names
    where encoding_witness is null and provider in (select provider from v1.providers where vendor = 'anthropic')
    qualify row_number() over (partition by slug, valid_from order by provider desc) = 1
),

priced as (
    select
        told.*,
        named.vendor,
        named.api_model,
        coalesce(told.speed, named.tier, if(told.tier in ('standard', 'default', 'auto'), null, told.tier)) as at_tier,
        coalesce(told.input > pricing.long_above, false) as is_long,
        if(is_long, pricing.long_input, pricing.input) as usd_input,
        if(is_long, pricing.long_output, pricing.output) as usd_output,
        coalesce(if(is_long, pricing.long_cached_read, pricing.cached_read), usd_input) as usd_cached,
        coalesce(if(is_long, pricing.long_cache_write, pricing.cache_write), usd_input) as usd_written,
    from told
    left join named
        on told.model = named.slug
        and told.day >= named.valid_from
        and told.day < named.until
    left join core.pricing
        on named.vendor = pricing.vendor
        and named.api_model = pricing.api_model
        and (pricing.is_first or told.day >= pricing.valid_from)
        and told.day < coalesce(pricing.valid_to, date '9999-12-31')
),

tiers as (
    select
        *,
        coalesce(valid_to, date '9999-12-31') as until,
        unnest([tier, alias]) as name,
    from core.price_tiers
),

factors as (
    select
        priced.usage_id,
        max(if(priced.is_long, tiers.long_factor, tiers.factor)) filter (tiers.name = priced.at_tier) as of_tier,
        max(if(priced.is_long, tiers.long_factor, tiers.factor)) filter (tiers.name = priced.geo) as of_geo,
    from priced
    inner join tiers
        on priced.vendor = tiers.vendor
        and priced.api_model = tiers.api_model
        and priced.day >= tiers.valid_from
        and priced.day < tiers.until
    group by priced.usage_id
)

select
    priced.usage_id,
    copied.usage_id is not null as is_loaded,
    case
        when copied.usage_id is not null then coalesce(loaded.usd, 0)
        else (
            (
                (priced.input - priced.cached - priced.written + 2 * priced.written_1h) * priced.usd_input
                + priced.cached * priced.usd_cached
                + (priced.written - priced.written_1h) * priced.usd_written
                + priced.output * priced.usd_output
            ) * coalesce(factors.of_tier, 1) * coalesce(factors.of_geo, 1) * 0.000001::decimal(7, 6)
        )
    end::decimal(18, 12) as usd,
from priced
left join loaded on priced.usage_id = loaded.usage_id
left join copied on priced.usage_id = copied.usage_id
left join factors on priced.usage_id = factors.usage_id;
