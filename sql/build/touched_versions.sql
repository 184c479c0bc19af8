-- temp.touched_versions: the versions of conversations that this load brought or that lost to others of theirs.
create or replace temp table touched_versions as
select
    conversations.conversation_id,
    conversations.revision,
from core.conversations
where conversations.load_id = $load_id

union

select
    ranked.conversation_id,
    ranked.revision,
from temp.ranked
