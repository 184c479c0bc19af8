-- Fills core.requests: what is known of each run, and what it would have cost under every scenario. Where an API
-- reports its tokens, input = uncached + read from the cache + written to it, and every scenario of the cache is what
-- happened; a token written for an hour costs two of input.
insert into core.requests by name
with estimated as (
    select
        max(amount) filter (name = 'reasoning_tokens_per_second') as per_second,
        max(amount) filter (name = 'reasoning_per_output') as per_output,
    from core.estimates
),

-- A window over all these columns would cost more than all the rest.
reporting as (
    select distinct revision
    from temp.named
    where input_reported is not null
),

facts as (
    select
        conversations.provider,
        conversations.account_id,
        conversations.conversation_id,
        named.* exclude (provider),
        walked.* exclude (revision, tour_in),
        coalesce(images.images, 0) as images,
        named.input_reported is not null as is_reported,
        named.input_reported is null and reporting.revision is not null as is_unreported,
        case when is_reported or images.images is null then 0 else images.low end as image_tokens_low,
        case when is_reported or images.images is null then 0 else images.high end as image_tokens_high,
        if(is_reported, 0, coalesce(files.file_tokens, 0)) as file_tokens,
        coalesce(named.written_1h_reported, 0) as written_1h,
        coalesce(cached.cached_strict, named.cached_reported, 0) as cached_strict,
        coalesce(cached.cached_default, named.cached_reported, 0) as cached_default,
        coalesce(cached.cached_best, named.cached_reported, 0) as cached_best,
        coalesce(cached.written_strict, named.written_reported, 0) as written_strict,
        coalesce(cached.written_default, named.written_reported, 0) as written_default,
        coalesce(cached.written_best, named.written_reported, 0) as written_best,
        coalesce(cached.factor_strict * named.usd_mtok_input, named.usd_mtok_write)::decimal(12, 6) as write_strict,
        coalesce(cached.factor_default * named.usd_mtok_input, named.usd_mtok_write)::decimal(12, 6) as write_default,
        coalesce(cached.factor_best * named.usd_mtok_input, named.usd_mtok_write)::decimal(12, 6) as write_best,
        coalesce(cached.factor_best * named.other_input, named.other_write)::decimal(12, 6) as other_write_best,
        greatest(
            named.reasoning_shown,
            case
                when is_reported or not coalesce(named.is_reasoning, false) then 0
                when named.thinking_seconds is not null then ceil(named.thinking_seconds * estimated.per_second)
                else ceil(named.output_visible * estimated.per_output)
            end
        )::bigint as reasoning_high,
    from temp.named
    inner join core.conversations
        on named.revision = conversations.revision
    inner join temp.walked
        on named.revision = walked.revision
        and named.tour_in = walked.tour_in
    left join temp.cached
        on named.revision = cached.revision
        and named.node_id = cached.node_id
    left join temp.images
        on named.revision = images.revision
        and named.node_id = images.node_id
    left join temp.files
        on named.revision = files.revision
        and named.node_id = files.node_id
    left join reporting
        on named.revision = reporting.revision
    cross join estimated
),

amounts as (
    select
        *,
        usd(input_once, usd_mtok_input, 0, null, 0, null, output_visible, usd_mtok_output) as usd_text_once,
        usd(input_capped, usd_mtok_input, 0, null, 0, null, output_visible, usd_mtok_output) as usd_visible_nocache,
        usd(
            input_capped - cached_strict - written_strict + 2 * written_1h, usd_mtok_input, cached_strict, usd_mtok_cached,
            written_strict - written_1h, write_strict, output_visible, usd_mtok_output
        ) as usd_cache_strict,
        usd(
            input_capped - cached_default - written_default + 2 * written_1h, usd_mtok_input, cached_default, usd_mtok_cached,
            written_default - written_1h, write_default, output_visible, usd_mtok_output
        ) as usd_cache_default,
        usd(
            input_capped - cached_best - written_best + 2 * written_1h, usd_mtok_input, cached_best, usd_mtok_cached,
            written_best - written_1h, write_best, output_visible, usd_mtok_output
        ) as usd_cache_best,
        usd(input_capped, other_input, 0, null, 0, null, output_visible, other_output) as usd_alt_visible_nocache,
        usd(
            input_capped - cached_strict - written_strict + 2 * written_1h, other_input, cached_strict, other_cached,
            written_strict - written_1h, other_write, output_visible, other_output
        ) as usd_alt_cache_strict,
        usd(
            input_capped - cached_best - written_best + 2 * written_1h, other_input, cached_best, other_cached,
            written_best - written_1h, other_write_best, output_visible, other_output
        ) as usd_alt_cache_best,
        usd(0, usd_mtok_input, 0, null, 0, null, reasoning_shown, usd_mtok_output) as usd_reasoning_shown,
        usd(image_tokens_low, usd_mtok_input, 0, null, 0, null, 0, usd_mtok_output) as usd_images_low,
        usd(image_tokens_high, usd_mtok_input, 0, null, 0, null, 0, usd_mtok_output) as usd_images_high,
        usd(
            coalesce(image_tokens_low, 0), least(usd_mtok_input, other_input), 0, null, 0, null,
            reasoning_shown, least(usd_mtok_output, other_output)
        ) as usd_least_beside,
        usd(
            coalesce(image_tokens_high, 0) + file_tokens, greatest(usd_mtok_input, other_input), 0, null, 0, null,
            reasoning_high, greatest(usd_mtok_output, other_output)
        ) as usd_most_beside,
        if(is_reported, null, usd_visible_nocache) as usd_guessed_nocache,
        if(is_reported, null, usd_alt_visible_nocache) as usd_alt_guessed_nocache,
    from facts
)

select
    provider,
    account_id,
    conversation_id,
    revision,
    node_id,
    last_node_id,
    created_at,
    local_date,
    is_current,
    model_slug,
    model_basis,
    encoding,
    encoding_basis,
    encoding_witness,
    token_basis,
    is_unreported,
    usage_id,
    agent_id,
    git_branch,
    service_tier,
    speed,
    inference_geo,
    reasoning_reported,
    web_searches_reported,
    usd_logged,
    input_once,
    input_visible,
    output_visible,
    reasoning_shown,
    thinking_seconds,
    images,
    file_tokens,
    reuse_prompt_5m,
    reuse_prompt_30m,
    reuse_prompt_60m,
    reuse_full_10m,
    reuse_full_60m,
    vendor,
    api_model,
    alt_api_model,
    is_reasoning,
    case
        when map_status = 'unmapped' then 'unmapped'
        when usd_mtok_input is null then 'unpriced'
        when utc_date < price_valid_from then 'backdated'
        else map_status
    end as price_status,
    price_valid_from,
    (not is_first_price and created_at < price_valid_from::timestamp + interval 1 day)
    or coalesce(created_at >= price_valid_to::timestamp - interval 1 day, false) as is_near_price_change,
    case
        when price_confidence is null then null
        when 'low' in (price_confidence, map_confidence) then 'low'
        when 'medium' in (price_confidence, map_confidence) then 'medium'
        else 'high'
    end as price_confidence,
    input_limit,
    input_capped,
    is_truncated,
    is_long,
    if(usd_mtok_input is null, null, price_tier) as price_tier,
    if(usd_mtok_input is null, null, price_geo) as price_geo,
    if(usd_mtok_input is null, null, price_factor) as price_factor,
    usd_mtok_input,
    usd_mtok_output,
    cached_strict,
    cached_default,
    cached_best,
    written_strict,
    written_default,
    written_best,
    written_1h,
    image_tokens_low,
    image_tokens_high,
    reasoning_high,
    usd_text_once,
    usd_visible_nocache,
    usd_cache_strict,
    usd_cache_default,
    usd_cache_best,
    usd_reasoning_shown,
    usd_images_low,
    usd_images_high,
    usd_alt_visible_nocache,
    if(
        usd_mtok_input is null,
        null,
        least(
            usd_guessed_nocache, usd_cache_strict, usd_cache_default, usd_cache_best,
            usd_alt_guessed_nocache, usd_alt_cache_strict, usd_alt_cache_best
        ) + usd_least_beside
    ) as usd_low,
    usd_cache_default
    + usd_reasoning_shown
    + coalesce(usd_images_low, 0) as usd_mid,
    if(
        usd_mtok_input is null,
        null,
        greatest(
            usd_guessed_nocache, usd_cache_strict, usd_cache_default, usd_cache_best,
            usd_alt_guessed_nocache, usd_alt_cache_strict, usd_alt_cache_best
        ) + usd_most_beside
    ) as usd_high,
from amounts
order by revision, tour_in
