-- Whatever this load's exports have was seen in it, unless a newer export had it before.
update core.conversations
set
    last_load_id = $load_id,
    last_seen_at = $started_at,
    last_exported_at = met.exported_at
from temp.met
where conversations.provider = met.provider
    and conversations.account_id is not distinct from met.account_id
    and conversations.conversation_id = met.conversation_id
    and (
        conversations.last_load_id is null
        or met.exported_at is null
        or met.exported_at >= coalesce(conversations.last_exported_at, conversations.last_seen_at)
    )
