-- temp.touched_versions: every version of every conversation.
create or replace temp table touched_versions as
select
    conversations.conversation_id,
    conversations.revision,
from core.conversations

union

select
    older_versions.conversation_id,
    older_versions.revision,
from core.older_versions
