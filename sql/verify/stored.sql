-- Every message that the database has of the wanted conversations, and whether it comes from that very version.
select
    messages.conversation_id,
    messages.account_id,
    messages.node_id,
    messages.characters,
    epoch_us(conversations.updated_at) as updated_at,
    messages.is_retained,
from chats.core.messages
inner join wanted
    on messages.conversation_id = wanted.conversation_id
left join chats.core.conversations
    on messages.revision = conversations.revision
