-- What the keys of sources mean that the prices of a model, or of all, were read from. In brackets after a key is a note.
with mentions as (
    select distinct
        regexp_extract(unnest(string_split(pricing.source, '+')), '^[^(]*') as source,
    from core.pricing
    where $model is null
        or pricing.api_model = lower($model)
    union
    select distinct
        regexp_extract(unnest(string_split(price_tiers.source, '+')), '^[^(]*') as source,
    from core.price_tiers
    where price_tiers.api_model = lower($model)
)

select
    sources.source,
    sources.title,
from core.sources
inner join mentions
    on sources.source = mentions.source
order by
    regexp_extract(sources.source, '^\D*'),
    try_cast(regexp_extract(sources.source, '\d+') as integer)
