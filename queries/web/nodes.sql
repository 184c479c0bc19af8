-- How do the messages of a conversation hang together?
select
    node_id,
    parent_id,
    is_current,
    (is_hidden or is_user_context or kind = 'empty') as is_behind,
from v1.conversation_messages
where
    provider = $provider
    and coalesce(account_id, '') = $account_id
    and conversation_id = $conversation_id
order by
    sibling_index,
    position
