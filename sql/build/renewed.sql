-- temp.renewed: the conversations whose answers are joined anew, in portions of some $portion nodes.
create or replace temp table renewed as
select
    conversations.revision,
    (sum(conversations.nodes + 1) over (order by conversations.revision) // $portion)::integer as portion,
from core.conversations
where $everything or conversations.revision in (select touched_versions.revision from temp.touched_versions)
