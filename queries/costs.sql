-- What would all this have cost on the API?
with requests as (
    select * from v1.request_costs
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($model::varchar is null or model = $model)
        and ($account::varchar is null or account_id = $account)
),

sums as (
    select
        count(*) filter (not is_unpriced) as requests,
        count(*) filter (not is_unpriced and token_basis = 'reported') as requests_reported,
        count(*) filter (not is_unpriced and is_unreported) as requests_unreported,
        count(*) filter (not is_unpriced and is_current) as requests_shown,
        count(*) filter (not is_unpriced and reasoning_shown > 0) as requests_reasoning,
        count(*) filter (images > 0) as requests_images,
        count(*) filter (is_unpriced) as requests_unpriced,
        sum(input_capped + output_visible) filter (not is_unpriced) as tokens,
        sum(input_capped + output_visible) filter (not is_unpriced and token_basis = 'reported') as tokens_reported,
        sum(input_capped + output_visible) filter (not is_unpriced and is_unreported) as tokens_unreported,
        sum(input_once + output_visible) filter (not is_unpriced) as tokens_once,
        sum(input_capped + output_visible) filter (not is_unpriced and is_current) as tokens_shown,
        sum(reasoning_shown) filter (not is_unpriced) as tokens_reasoning,
        sum(input_visible + output_visible) filter (is_unpriced) as tokens_unpriced,
        sum(usd) as usd,
        sum(usd_reported) as usd_reported,
        sum(usd_low) filter (token_basis = 'reported') as usd_reported_low,
        sum(usd_high) filter (token_basis = 'reported') as usd_reported_high,
        sum(usd_unreported) as usd_unreported,
        sum(usd_low) filter (is_unreported) as usd_unreported_low,
        sum(usd_high) filter (is_unreported) as usd_unreported_high,
        sum(usd_text_once) as usd_text_once,
        sum(usd_visible_nocache) as usd_visible_nocache,
        sum(usd_cache_strict) as usd_cache_strict,
        sum(usd_cache_default) as usd_cache_default,
        sum(usd_cache_best) as usd_cache_best,
        sum(usd_active_path) as usd_active_path,
        sum(usd_reasoning_shown) as usd_reasoning_shown,
        sum(usd_images_low) as usd_images_low,
        sum(usd_images_high) as usd_images_high,
        sum(usd_low) as usd_low,
        sum(usd_high) as usd_high,
        sum(usd_mtok_input) filter (not is_unpriced) as usd_mtok_input,
    from requests
),

hidden as (
    select coalesce($hidden_prompt_tokens::bigint, 0) * usd_mtok_input * 0.000001::decimal(7, 6) as usd_hidden from sums
),

tools as (
    select
        tool,
        sum(uses) as uses,
        sum(usd_low) as usd_low,
        sum(usd_high) as usd_high,
    from v1.tool_costs
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
        and $model::varchar is null
    group by all
),

older as (
    select
        sum(input_tokens + output_tokens) as tokens,
        sum(usd) as usd,
    from v1.older_tool_costs
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
        and $model::varchar is null
),

parts as (
    select
        1 as line,
        if(hidden.usd_hidden > 0, 'all, hidden prompt', 'all of it') as part,
        sums.usd_low,
        sums.usd,
        sums.usd_high + hidden.usd_hidden as usd_high,
        case
            when sums.requests_reported = sums.requests and hidden.usd_hidden = 0 then 'reported'
            when sums.requests_reported > 0 then 'part reported'
            else 'simulated'
        end as basis,
        sums.requests,
        sums.tokens + coalesce(sums.tokens_reasoning, 0) as tokens,
    from sums
    cross join hidden
    union all
    select
        2,
        'reported by the API',
        usd_reported_low,
        usd_reported,
        usd_reported_high,
        'reported',
        requests_reported,
        tokens_reported,
    from sums
    where requests_reported > 0
    union all
    select
        3,
        'no report followed',
        usd_unreported_low,
        usd_unreported,
        usd_unreported_high,
        'simulated',
        requests_unreported,
        tokens_unreported,
    from sums
    where requests_unreported > 0
    union all
    select 4, 'counted, no cache', null, usd_visible_nocache, null, 'counted', requests, tokens from sums
    union all
    select 5, 'same, with cache', usd_cache_best, usd_cache_default, usd_cache_strict, 'simulated', requests, tokens
    from sums
    union all
    select 6, 'each text once', null, usd_text_once, null, 'counted', requests, tokens_once from sums
    union all
    select 7, 'shown branch only', null, usd_active_path, null, 'counted', requests_shown, tokens_shown from sums
    union all
    select 8, 'pictures in prompts', usd_images_low, null, usd_images_high, 'bounded', requests_images, null from sums
    union all
    select 9, 'reasoning shown', usd_reasoning_shown, null, null, 'at least', requests_reasoning, tokens_reasoning
    from sums
    union all
    select
        10,
        case tool when 'web_search' then 'web searches' when 'image_generation' then 'pictures generated' else tool end,
        usd_low,
        null,
        usd_high,
        'estimated',
        uses,
        null,
    from tools
    union all
    select 11, 'an older tool says', null, usd, null, 'chars / 4', null, tokens from older
    union all
    select 12, 'not priced', null, null, null, 'unknown', requests_unpriced, coalesce(tokens_unpriced, 0) from sums
)

select
    parts.part,
    parts.usd_low as low,
    parts.usd as mid,
    parts.usd_high as high,
    parts.basis,
    parts.requests::bigint as requests,
    parts.tokens::bigint as tokens,
from parts
cross join sums
where sums.requests + sums.requests_unpriced > 0
order by parts.line, parts.part desc;

-- beside it:
with requests as (
    select
        model,
        is_unpriced,
        price_status,
        encoding_basis,
        token_basis,
        is_unreported,
        usd,
        usd_reported,
        usd_unreported,
        usd_logged,
        is_truncated,
        images > 0 and usd_images_high is null as is_without_rule,
        price_factor,
        price_tier is null and not is_unpriced as is_tier_unknown,
        concat_ws('/', if(speed = 'standard', null, speed), if(service_tier = 'standard', null, service_tier)) as told_tier,
        input_visible + output_visible as tokens,
    from v1.request_costs
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($model::varchar is null or model = $model)
        and ($account::varchar is null or account_id = $account)
),

unpriced as (
    select
        coalesce(model, '(unknown)') as model,
        count(*) as requests,
        sum(tokens) as tokens,
    from requests
    where is_unpriced
    group by all
),

ranked as (
    select
        *,
        row_number() over (order by requests desc, model) as place,
    from unpriced
),

lacking as (
    select
        sum(requests)::bigint as requests,
        coalesce(sum(tokens), 0)::bigint as tokens,
        string_agg(format('{} ({:,})', model, requests), ', ' order by place) filter (place <= 6) as named,
        count(*) filter (place > 6) as others,
    from ranked
),

sureness as (
    select
        count(*) as requests,
        count(*) filter (token_basis = 'reported') as reported,
        count(*) filter (is_unreported) as unreported,
        coalesce(sum(tokens) filter (is_unreported), 0)::bigint as tokens_unreported,
        sum(usd) as usd,
        sum(usd_reported) as usd_reported,
        sum(usd_unreported) as usd_unreported,
        count(usd_logged) as logged,
        count(*) filter (
            usd_logged is not null and (usd is null or abs(usd - usd_logged) > 0.005 * usd_logged + 0.000001)
        ) as logged_otherwise,
        sum(usd_logged) as usd_logged,
        sum(usd) filter (usd_logged is not null) as usd_beside_logged,
        count(*) filter (price_status = 'backdated') as backdated,
        count(*) filter (price_status in ('proxy', 'ambiguous')) as uncertain,
        count(*) filter (is_truncated) as truncated,
        count(*) filter (is_without_rule) as without_rule,
        count(*) filter (price_factor <> 1) as at_tier,
        count(*) filter (is_tier_unknown) as tier_unknown,
        string_agg(distinct told_tier, ', ' order by told_tier) filter (is_tier_unknown) as tiers_unknown,
        count(*) filter (token_basis like 'factor%') as estimated,
        count(*) filter (token_basis like 'counted%' and encoding_basis = 'assumed' and not is_unpriced) as assumed,
        floor(100 * count(*) filter (encoding_basis = 'witness') / count(*)) as proven,
    from requests
),

notes as (
    select
        0 as line,
        format(
            'reported by the API, so exact: {:,} of {:,} request{}, ${:,.2f} of ${:,.2f}{}',
            reported,
            requests,
            if(requests = 1, '', 's'),
            coalesce(usd_reported, 0),
            coalesce(usd, 0),
            if(reported < requests, '; the rest is simulated', '')
        ) as note,
    from sureness
    where reported > 0
    union all
    select
        0.5,
        format(
            'no report followed {:,} request{}: {:,} tokens counted, ${:,.2f} simulated, kept apart from the reported',
            unreported,
            if(unreported = 1, '', 's'),
            tokens_unreported,
            coalesce(usd_unreported, 0)
        ),
    from sureness
    where unreported > 0
    union all
    select
        0.7,
        format(
            'the log''s own dollars: ${:,.2f} for {:,} request{}, for which usd is ${:,.2f}; {:,} differ',
            usd_logged,
            logged,
            if(logged = 1, '', 's'),
            coalesce(usd_beside_logged, 0),
            logged_otherwise
        ),
    from sureness
    where logged > 0
    union all
    select
        1,
        'not priced: ' || coalesce(
            format(
                '{:,} request{}, {:,} tokens: {}{}',
                requests,
                if(requests = 1, '', 's'),
                tokens,
                named,
                if(others > 0, format(' and {:,} more', others), '')
            ),
            'none'
        ) as note,
    from lacking
    union all
    select
        2,
        format(
            'backdated {:,} · uncertain model {:,} · truncated {:,} · encoding proven {:.0f} %',
            backdated,
            uncertain,
            truncated,
            proven
        ),
    from sureness
    where requests > 0
    union all
    select
        3,
        format('pictures whose tokens no rule tells: in {:,} request{}', without_rule, if(without_rule = 1, '', 's')),
    from sureness
    where without_rule > 0
    union all
    select
        3.5,
        format('at the price of a tier, fast or another: {:,} request{}', at_tier, if(at_tier = 1, '', 's')),
    from sureness
    where at_tier > 0
    union all
    select
        3.6,
        format(
            'of a tier without a known price, counted as standard: {:,} request{} ({})',
            tier_unknown,
            if(tier_unknown = 1, '', 's'),
            tiers_unknown
        ),
    from sureness
    where tier_unknown > 0
    union all
    select
        4,
        format(
            'tokens estimated, not counted: in {:,} request{}; the extra claude counts them',
            estimated,
            if(estimated = 1, '', 's')
        ),
    from sureness
    where estimated > 0
    union all
    select
        5,
        format(
            'tokens counted in another vendor''s encoding, an estimate: in {:,} request{}',
            assumed,
            if(assumed = 1, '', 's')
        ),
    from sureness
    where assumed > 0
)

select note from notes
order by line;
