-- Which rule decides each name of a model, from which day on: the user's before ours, those of a witness before
-- others, the latest before earlier ones. The first rule of a name also holds for all time before it.
create or replace temp table slugs as
select
    messages.model_slug as slug,
    messages.encoding_witness,
from core.messages
where messages.model_slug is not null and messages.request_node_id is not null
union
select
    model_assumptions.slug,
    witnesses.encoding_witness,
from core.model_assumptions
cross join (
    select distinct encoding_witness from core.messages
    union
    select null
) as witnesses;

delete from core.model_names;

insert into core.model_names by name
with matching as (
    select
        slugs.slug as name,
        slugs.encoding_witness as witness,
        model_map.*,
    from temp.slugs
    inner join core.model_map
        on (
            slugs.slug = model_map.slug and model_map.match = 'exact'
            or model_map.match = 'regex' and regexp_matches(slugs.slug, model_map.slug)
        )
        and (model_map.encoding_witness is null or model_map.encoding_witness = slugs.encoding_witness)
),

days as (
    select distinct
        name,
        witness,
        valid_from,
    from matching
),

deciding as (
    select
        days.name,
        days.witness,
        days.valid_from as from_day,
        matching.* exclude (name, witness),
    from days
    inner join matching
        on days.name = matching.name
        and days.witness is not distinct from matching.witness
        and days.valid_from >= matching.valid_from
    qualify row_number() over (
        partition by days.name, days.witness, days.valid_from
        order by
            matching.is_own desc,
            matching.encoding_witness is null,
            matching.valid_from desc,
            matching.match,
            matching.slug
    ) = 1
)

select
    name as slug,
    witness as encoding_witness,
    if(row_number() over steps = 1, date '1970-01-01', from_day) as valid_from,
    lead(from_day) over steps as valid_to,
    vendor,
    api_model,
    alt_api_model,
    encoding,
    is_reasoning,
    status,
    confidence,
from deciding
window steps as (partition by name, witness order by from_day)
order by all;
