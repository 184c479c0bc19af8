-- Conversations that an export had, but in a version that was known already.
update core.conversations
set
    last_load_id = $load_id,
    last_seen_at = $started_at
from temp.unchanged
where conversations.provider = unchanged.provider
    and conversations.account_id is not distinct from unchanged.account_id
    and conversations.conversation_id = unchanged.conversation_id
