-- What do my models cost per million tokens, since when?
with requests as (
    select distinct
        vendor,
        api_model,
        alt_api_model,
    from v1.request_costs
    where
        ($provider::varchar is null or provider = $provider)
        and ($model::varchar is null or model = $model or api_model = $model or alt_api_model = $model)
        and ($account::varchar is null or account_id = $account)
),

used as (
    select vendor, api_model from requests
    union
    select vendor, alt_api_model from requests
)

select
    pricing.api_model as model,
    pricing.valid_from,
    pricing.input::decimal(12, 4) as usd_input,
    pricing.cached_read::decimal(12, 4) as usd_cached,
    pricing.output::decimal(12, 4) as usd_output,
    pricing.confidence as sure,
    if(pricing.is_own, 'yours', regexp_replace(pricing.source, '\([^)]*\)', '', 'g')) as source,
from v1.pricing
left join used
    on pricing.vendor = used.vendor
    and pricing.api_model = used.api_model
where
    (
        used.api_model is not null
        or (pricing.is_own and coalesce(pricing.api_model = $model, true) and $provider::varchar is null)
    )
    and ($since::date is null or pricing.valid_to is null or pricing.valid_to > $since::date)
    and ($until::date is null or pricing.is_first or pricing.valid_from <= $until::date)
order by pricing.vendor, pricing.api_model, pricing.valid_from;

-- beside it:
with requests as (
    select distinct
        vendor,
        api_model,
        alt_api_model,
    from v1.request_costs
    where
        ($provider::varchar is null or provider = $provider)
        and ($model::varchar is null or model = $model or api_model = $model or alt_api_model = $model)
        and ($account::varchar is null or account_id = $account)
),

used as (
    select vendor, api_model from requests
    union
    select vendor, alt_api_model from requests
),

tiers as (
    select
        api_model,
        concat_ws(' and ', nullif(price_tier, 'standard'), price_geo) as tier,
        price_factor,
        is_long,
        count(*) as requests,
    from v1.request_costs
    where
        (price_factor <> 1 or is_long)
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($model::varchar is null or model = $model or api_model = $model or alt_api_model = $model)
        and ($account::varchar is null or account_id = $account)
    group by all
),

keys as (
    select distinct unnest(regexp_extract_all(pricing.source, '(?:^|\+)(\w+)', 1)) as source
    from v1.pricing
    semi join used
        on pricing.vendor = used.vendor
        and pricing.api_model = used.api_model
    where not pricing.is_own
),

notes as (
    select
        0 as line,
        api_model || tier || is_long as place,
        format(
            '{}{}{}: {:,} request{}',
            api_model,
            if(price_factor = 1, '', format(' at {}, {} times as much', tier, rtrim(rtrim(price_factor::varchar, '0'), '.'))),
            if(is_long, ', long, at the prices of those', ''),
            requests,
            if(requests = 1, '', 's')
        ) as note,
    from tiers
    union all
    select
        length(sources.source),
        sources.source,
        sources.source || ': ' || sources.title,
    from v1.sources
    semi join keys on sources.source = keys.source
)

select note from notes
order by line, place;
