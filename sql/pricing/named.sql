-- temp.named: the runs with their model, its limit and its prices on that day.
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

sums as (
    select
        runs.* exclude (model_slug, model_basis, context_tokens, context_messages),
        conversations.provider,
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
    coalesce(
        sums.input_reported,
        least(sums.input_visible, coalesce(limits.input_limit, sums.input_visible))
    ) as input_capped,
    sums.input_reported is null and coalesce(sums.input_visible > limits.input_limit, false) as is_truncated,
    main.valid_from as price_valid_from,
    main.valid_to as price_valid_to,
    main.is_first as is_first_price,
    main.confidence as price_confidence,
    coalesce(input_capped > main.long_above, false) as is_long,
    if(is_long, main.long_input, main.input) as usd_mtok_input,
    if(is_long, main.long_output, main.output) as usd_mtok_output,
    if(is_long, main.long_cached_read, main.cached_read) as usd_mtok_cached,
    if(is_long, main.long_cache_write, main.cache_write) as usd_mtok_write,
    coalesce(input_capped > other.long_above, false) as is_other_long,
    if(is_other_long, other.long_input, other.input) as other_input,
    if(is_other_long, other.long_output, other.output) as other_output,
    if(is_other_long, other.long_cached_read, other.cached_read) as other_cached,
    if(is_other_long, other.long_cache_write, other.cache_write) as other_write,
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
left join prices as other
    on names.vendor = other.vendor
    and names.alt_api_model = other.api_model
    and sums.utc_date >= other.since
    and sums.utc_date < other.until
