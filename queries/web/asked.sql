-- asked
-- What did the person ask in a conversation, in its first words?
select
    node_id,
    trim(coalesce(text, ''))[1:160] as text,
from v1.conversation_messages
where
    provider = $provider
    and coalesce(account_id, '') = $account_id
    and conversation_id = $conversation_id
    and is_user_message
