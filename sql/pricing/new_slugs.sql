-- temp.slugs: the names of models in what a load touched that no rule decides yet.
create or replace temp table slugs as
with touched as (
    select distinct
        messages.provider,
        messages.model_slug,
        messages.encoding_witness,
        messages.request_node_id is not null as is_request,
    from core.messages
    semi join temp.touched_versions
        on messages.revision = touched_versions.revision
),

found as (
    select
        touched.provider,
        touched.model_slug as slug,
        touched.encoding_witness,
    from touched
    where touched.model_slug is not null and touched.is_request
    union
    select
        model_assumptions.provider,
        model_assumptions.slug,
        witnesses.encoding_witness,
    from core.model_assumptions
    cross join (select distinct touched.encoding_witness from touched) as witnesses
)

select found.*
from found
anti join core.model_names
    on found.provider = model_names.provider
    and found.slug = model_names.slug
    and found.encoding_witness is not distinct from model_names.encoding_witness
