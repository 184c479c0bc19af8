-- temp.named: the runs with their model, its limit and its prices on that day. What a run of an agent prints tells the
-- sums of its requests, none of which need be long for that.
create or replace temp table named as
with assumed as (
    select
        runs.revision,
        runs.node_id,
        arg_max(model_assumptions.slug, model_assumptions.period) as slug,
    from temp.runs
    inner join core.conversations
        on runs.revision = conversations.revision
    inner join core.model_assumptions
        on conversations.provider = model_assumptions.provider
        and runs.utc_date >= coalesce(model_assumptions.from_date, date '0001-01-01')
        and runs.utc_date <= coalesce(model_assumptions.to_date, date '9999-12-31')
    where runs.model_slug is null
    group by all
),

limits as (
    select
        vendor,
        api_model,
        if(row_number() over days = 1, date '1970-01-01', valid_from) as valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to,
        coalesce(max_input, context_window) as input_limit,
    from core.model_limits
    window days as (partition by vendor, api_model order by valid_from)
),

prices as (
    select
        *,
        coalesce(valid_to, date '9999-12-31') as until,
        if(is_first, date '0001-01-01', valid_from) as since,
    from core.pricing
),

-- A price of the user's takes the place of all steps of ours.
steps as (
    select
        price_steps.*,
        lead(price_steps.above, 1, 2147483647) over (
            partition by price_steps.vendor, price_steps.api_model, price_steps.valid_from
            order by price_steps.above
        ) as until,
    from core.price_steps
    inner join core.pricing
        on price_steps.vendor = pricing.vendor
        and price_steps.api_model = pricing.api_model
        and price_steps.valid_from = pricing.valid_from
        and not pricing.is_own
),

dated as (
    select
        vendor,
        api_model,
        tier,
        alias,
        factor,
        long_factor,
        if(row_number() over days = 1, date '0001-01-01', valid_from) as since,
        coalesce(valid_to, date '9999-12-31') as until,
    from core.price_tiers
    window days as (partition by vendor, api_model, tier order by valid_from)
),

tiers as (
    select *, tier as name from dated
    union all
    select *, alias as name from dated
    where alias is not null
),

sums as (
    select
        runs.* exclude (model_slug, model_basis, context_tokens, context_messages),
        conversations.provider,
        conversations.export_format = 'exec' as is_sum,
        nullif(lower(runs.speed), 'standard') as told_speed,
        if(lower(runs.service_tier) in ('standard', 'default', 'auto'), null, lower(runs.service_tier)) as told_tier,
        coalesce(runs.model_slug, assumed.slug) as model_slug,
        case
            when runs.model_slug is not null then runs.model_basis
            when assumed.slug is not null then 'assumed'
            else 'none'
        end as model_basis,
        coalesce(
            runs.input_reported,
            runs.context_tokens + rules.per_message * runs.context_messages + rules.priming
        ) as input_visible,
    from temp.runs
    inner join core.conversations
        on runs.revision = conversations.revision
    left join assumed
        on runs.revision = assumed.revision
        and runs.node_id = assumed.node_id
    left join core.token_rules as rules
        on runs.encoding = rules.encoding
)

select
    sums.*,
    names.vendor,
    names.api_model,
    names.alt_api_model,
    names.is_reasoning,
    coalesce(names.status, 'unmapped') as map_status,
    names.confidence as map_confidence,
    case
        when sums.encoding_witness is not null then 'witness'
        when names.encoding = sums.encoding then 'map'
        else 'assumed'
    end as encoding_basis,
    limits.input_limit,
    at_most(sums.input_reported, sums.input_visible, limits.input_limit) as input_capped,
    sums.input_reported is null and coalesce(sums.input_visible > limits.input_limit, false) as is_truncated,
    coalesce(input_capped > main.long_above and not is_sum, false) as is_long,
    coalesce(input_capped > other.long_above and not is_sum, false) as is_other_long,
    if(coalesce(sums.told_speed, names.tier, sums.told_tier) is null, 'standard', main_tier.tier) as price_tier,
    main_geo.tier as price_geo,
    (
        coalesce(if(is_long, main_tier.long_factor, main_tier.factor), 1)
        * coalesce(if(is_long, main_geo.long_factor, main_geo.factor), 1)::decimal(9, 6)
    )::decimal(12, 9) as price_factor,
    (
        coalesce(if(is_other_long, other_tier.long_factor, other_tier.factor), 1)
        * coalesce(if(is_other_long, other_geo.long_factor, other_geo.factor), 1)::decimal(9, 6)
    )::decimal(12, 9) as other_factor,
    main.valid_from as price_valid_from,
    main.valid_to as price_valid_to,
    main.is_first as is_first_price,
    main.confidence as price_confidence,
    at_tier(if(is_long, coalesce(steps.input, main.long_input), main.input), price_factor) as usd_mtok_input,
    at_tier(if(is_long, coalesce(steps.output, main.long_output), main.output), price_factor) as usd_mtok_output,
    at_tier(if(is_long, coalesce(steps.cached_read, main.long_cached_read), main.cached_read), price_factor) as usd_mtok_cached,
    at_tier(if(is_long, main.long_cache_write, main.cache_write), price_factor) as usd_mtok_write,
    at_tier(if(is_other_long, other.long_input, other.input), other_factor) as other_input,
    at_tier(if(is_other_long, other.long_output, other.output), other_factor) as other_output,
    at_tier(if(is_other_long, other.long_cached_read, other.cached_read), other_factor) as other_cached,
    at_tier(if(is_other_long, other.long_cache_write, other.cache_write), other_factor) as other_write,
from sums
left join core.model_names as names
    on sums.provider = names.provider
    and sums.model_slug = names.slug
    and sums.encoding_witness is not distinct from names.encoding_witness
    and coalesce(sums.utc_date, date '9999-12-30') >= names.valid_from
    and coalesce(sums.utc_date, date '9999-12-30') < coalesce(names.valid_to, date '9999-12-31')
left join limits
    on names.vendor = limits.vendor
    and names.api_model = limits.api_model
    and sums.utc_date >= limits.valid_from
    and sums.utc_date < limits.valid_to
left join prices as main
    on names.vendor = main.vendor
    and names.api_model = main.api_model
    and sums.utc_date >= main.since
    and sums.utc_date < main.until
left join steps
    on main.vendor = steps.vendor
    and main.api_model = steps.api_model
    and main.valid_from = steps.valid_from
    and at_most(sums.input_reported, sums.input_visible, limits.input_limit) > steps.above
    and at_most(sums.input_reported, sums.input_visible, limits.input_limit) <= steps.until
left join prices as other
    on names.vendor = other.vendor
    and names.alt_api_model = other.api_model
    and sums.utc_date >= other.since
    and sums.utc_date < other.until
left join tiers as main_tier
    on names.vendor = main_tier.vendor
    and names.api_model = main_tier.api_model
    and coalesce(sums.told_speed, names.tier, sums.told_tier) = main_tier.name
    and sums.utc_date >= main_tier.since
    and sums.utc_date < main_tier.until
left join tiers as main_geo
    on names.vendor = main_geo.vendor
    and names.api_model = main_geo.api_model
    and lower(sums.inference_geo) = main_geo.name
    and sums.utc_date >= main_geo.since
    and sums.utc_date < main_geo.until
left join tiers as other_tier
    on names.vendor = other_tier.vendor
    and names.alt_api_model = other_tier.api_model
    and coalesce(sums.told_speed, names.tier, sums.told_tier) = other_tier.name
    and sums.utc_date >= other_tier.since
    and sums.utc_date < other_tier.until
left join tiers as other_geo
    on names.vendor = other_geo.vendor
    and names.alt_api_model = other_geo.api_model
    and lower(sums.inference_geo) = other_geo.name
    and sums.utc_date >= other_geo.since
    and sums.utc_date < other_geo.until
