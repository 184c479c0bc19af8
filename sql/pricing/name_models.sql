-- Which rule decides each name of a model in temp.slugs, from which day on: of the form with the most around it that any
-- rule knows, the user's before ours, those of one provider before others, those of a witness before others, the latest
-- before earlier ones. The first rule of a name also holds for all time before it. Each pattern is tried once a form, and
-- only where the letters that it surely begins with are there: to read it takes longer than all else.
insert into core.model_names by name
with patterns as (
    select distinct
        slug,
        -- The last letter may be repeated not once, and of alternatives outside of simple groups each begins anew.
        if(
            contains(regexp_replace(slug, '\([^][()\\]*\)', '', 'g'), '|'),
            '',
            regexp_extract(slug, '^\^([a-z0-9-]*)[a-z0-9-]', 1)
        ) as head,
    from core.model_map
    where match = 'regex'
),

known as (
    select
        forms.form,
        patterns.slug,
        'regex' as match,
    from (select distinct form from temp.forms) as forms
    inner join patterns
        on starts_with(forms.form, patterns.head)
        and regexp_matches(forms.form, patterns.slug)
    union all
    select distinct
        form,
        form,
        'exact',
    from temp.forms
),

matching as (
    select
        slugs.provider as whose,
        slugs.slug as name,
        slugs.encoding_witness as witness,
        forms.tier,
        forms.is_resold,
        model_map.*,
    from temp.slugs
    inner join temp.forms
        on slugs.slug = forms.slug
    inner join known
        on forms.form = known.form
    inner join core.model_map
        on known.slug = model_map.slug
        and known.match = model_map.match
        and (model_map.provider is null or model_map.provider = slugs.provider)
        and (model_map.encoding_witness is null or model_map.encoding_witness = slugs.encoding_witness)
    qualify forms.place = min(forms.place) over (partition by slugs.provider, slugs.slug, slugs.encoding_witness)
),

days as (
    select distinct
        whose,
        name,
        witness,
        valid_from,
    from matching
),

deciding as (
    select
        days.whose,
        days.name,
        days.witness,
        days.valid_from as from_day,
        matching.* exclude (whose, name, witness),
    from days
    inner join matching
        on days.whose = matching.whose
        and days.name = matching.name
        and days.witness is not distinct from matching.witness
        and days.valid_from >= matching.valid_from
    qualify row_number() over (
        partition by days.whose, days.name, days.witness, days.valid_from
        order by
            matching.is_own desc,
            matching.encoding_witness is null,
            matching.provider is null,
            matching.valid_from desc,
            matching.match,
            matching.slug
    ) = 1
)

select
    whose as provider,
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
    if(is_resold and confidence = 'high', 'medium', confidence) as confidence,
    tier,
from deciding
window steps as (partition by whose, name, witness order by from_day)
order by all;
