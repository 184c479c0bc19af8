-- temp.slugs: the names of models that occur, by provider and by the encoding that is proved for them.
create or replace temp table slugs as
select
    messages.provider,
    messages.model_slug as slug,
    messages.encoding_witness,
from core.messages
where messages.model_slug is not null and messages.request_node_id is not null
union
select
    model_assumptions.provider,
    model_assumptions.slug,
    witnesses.encoding_witness,
from core.model_assumptions
cross join (
    select distinct encoding_witness from core.messages
    union
    select null
) as witnesses
