-- How do the messages of a conversation hang together?
select
    node_id,
    parent_id,
    is_current,
    (
        is_user_context
        or kind = 'empty'
        -- What a person attached as a text is hidden by its product, and shown as a file.
        or (is_hidden and not (role is not distinct from 'user' and kind = 'quote'))
    ) as is_behind,
from v1.conversation_messages
where
    provider = $provider
    and coalesce(account_id, '') = $account_id
    and conversation_id = $conversation_id
order by
    sibling_index,
    position
