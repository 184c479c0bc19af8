-- The conversations of an id: several accounts may have it.
select
    provider,
    coalesce(account_id, '') as account_id,
    conversation_id,
from v1.conversations
where conversation_id = $conversation
order by all;
