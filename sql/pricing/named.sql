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
),

-- What has a name here is planned once; a name within one select is planned wherever it stands.
capped as (
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
        coalesce(sums.told_speed, names.tier, sums.told_tier) as told,
        limits.input_limit,
        coalesce(
            sums.input_reported,
            least(sums.input_visible, coalesce(limits.input_limit, sums.input_visible))
        ) as input_capped,
        sums.input_reported is null and coalesce(sums.input_visible > limits.input_limit, false) as is_truncated,
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
),

priced as (
    select
        capped.*,
        coalesce(capped.input_capped > main.long_above and not capped.is_sum, false) as is_long,
        coalesce(capped.input_capped > other.long_above and not capped.is_sum, false) as is_other_long,
        main.valid_from as price_valid_from,
        main.valid_to as price_valid_to,
        main.is_first as is_first_price,
        main.confidence as price_confidence,
        if(is_long, coalesce(steps.input, main.long_input), main.input) as listed_input,
        if(is_long, coalesce(steps.output, main.long_output), main.output) as listed_output,
        if(is_long, coalesce(steps.cached_read, main.long_cached_read), main.cached_read) as listed_cached,
        if(is_long, main.long_cache_write, main.cache_write) as listed_write,
        if(is_other_long, other.long_input, other.input) as listed_other_input,
        if(is_other_long, other.long_output, other.output) as listed_other_output,
        if(is_other_long, other.long_cached_read, other.cached_read) as listed_other_cached,
        if(is_other_long, other.long_cache_write, other.cache_write) as listed_other_write,
    from capped
    left join prices as main
        on capped.vendor = main.vendor
        and capped.api_model = main.api_model
        and capped.utc_date >= main.since
        and capped.utc_date < main.until
    left join steps
        on main.vendor = steps.vendor
        and main.api_model = steps.api_model
        and main.valid_from = steps.valid_from
        and capped.input_capped > steps.above
        and capped.input_capped <= steps.until
    left join prices as other
        on capped.vendor = other.vendor
        and capped.alt_api_model = other.api_model
        and capped.utc_date >= other.since
        and capped.utc_date < other.until
),

factors as (
    select
        priced.*,
        if(priced.told is null, 'standard', main_tier.tier) as price_tier,
        main_geo.tier as price_geo,
        (
            coalesce(if(priced.is_long, main_tier.long_factor, main_tier.factor), 1)
            * coalesce(if(priced.is_long, main_geo.long_factor, main_geo.factor), 1)::decimal(9, 6)
        )::decimal(12, 9) as price_factor,
        (
            coalesce(if(priced.is_other_long, other_tier.long_factor, other_tier.factor), 1)
            * coalesce(if(priced.is_other_long, other_geo.long_factor, other_geo.factor), 1)::decimal(9, 6)
        )::decimal(12, 9) as other_factor,
    from priced
    left join tiers as main_tier
        on priced.vendor = main_tier.vendor
        and priced.api_model = main_tier.api_model
        and priced.told = main_tier.name
        and priced.utc_date >= main_tier.since
        and priced.utc_date < main_tier.until
    left join tiers as main_geo
        on priced.vendor = main_geo.vendor
        and priced.api_model = main_geo.api_model
        and lower(priced.inference_geo) = main_geo.name
        and priced.utc_date >= main_geo.since
        and priced.utc_date < main_geo.until
    left join tiers as other_tier
        on priced.vendor = other_tier.vendor
        and priced.alt_api_model = other_tier.api_model
        and priced.told = other_tier.name
        and priced.utc_date >= other_tier.since
        and priced.utc_date < other_tier.until
    left join tiers as other_geo
        on priced.vendor = other_geo.vendor
        and priced.alt_api_model = other_geo.api_model
        and lower(priced.inference_geo) = other_geo.name
        and priced.utc_date >= other_geo.since
        and priced.utc_date < other_geo.until
)

select
    * exclude (
        told, listed_input, listed_output, listed_cached, listed_write,
        listed_other_input, listed_other_output, listed_other_cached, listed_other_write
    ),
    at_tier(listed_input, price_factor) as usd_mtok_input,
    at_tier(listed_output, price_factor) as usd_mtok_output,
    at_tier(listed_cached, price_factor) as usd_mtok_cached,
    at_tier(listed_write, price_factor) as usd_mtok_write,
    at_tier(listed_other_input, other_factor) as other_input,
    at_tier(listed_other_output, other_factor) as other_output,
    at_tier(listed_other_cached, other_factor) as other_cached,
    at_tier(listed_other_write, other_factor) as other_write,
from factors
