-- By what are chats known to the user's own file?
select
    provider,
    coalesce(account_id, ''),
    conversation_id,
    revision,
from core.conversations
where list_contains($revisions::bigint[], revision)
