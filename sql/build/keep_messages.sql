-- temp.kept: of each message of those conversations the row of the best version that has it.
create or replace temp table kept as
select
    ranked.number,
    ranked.place,
    messages.revision,
    messages.node_id,
from core.messages
inner join temp.ranked
    on messages.revision = ranked.revision
qualify row_number() over (partition by ranked.number, messages.node_id order by ranked.place) = 1
