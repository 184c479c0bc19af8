-- Every message that the database has of the wanted conversations, from which version it comes, and how many
-- characters its text had in versions that a newer one has replaced.
with replaced as (
    select
        texts.conversation_id,
        texts.account_id,
        texts.node_id,
        list(texts.characters) as characters,
    from temp.texts
    inner join wanted
        on texts.conversation_id = wanted.conversation_id
    group by all
)

select
    messages.conversation_id,
    messages.account_id,
    messages.node_id,
    messages.characters,
    epoch_us(conversations.updated_at) as updated_at,
    messages.is_retained,
    replaced.characters as replaced,
from chats.core.messages
inner join wanted
    on messages.conversation_id = wanted.conversation_id
left join chats.core.conversations
    on messages.revision = conversations.revision
left join replaced
    on messages.conversation_id = replaced.conversation_id
    and messages.account_id is not distinct from replaced.account_id
    and messages.node_id = replaced.node_id
