-- The chats with words to be found, oldest first, each with what changes when its words do.
with words as (
    select
        messages.revision,
        count(*) filter (copies.node_id is null) as messages,
        coalesce(sum(messages.characters) filter (copies.node_id is null), 0)::bigint as characters,
        bit_or(
            (case when messages.code_blocks > 0 or messages.kind = 'code' then 1 else 0 end)
            | (case when messages.images > 0 or messages.kind = 'image' then 2 else 0 end)
            | (case when messages.files > 0 or messages.kind = 'file' then 4 else 0 end)
            | (case when messages.role = 'tool' or messages.kind = 'tool_output' then 8 else 0 end)
        )::integer as has,
    from core.messages
    left join core.copies
        on messages.revision = copies.revision
        and messages.node_id = copies.node_id
    where $everything or messages.conversation_id in (select touched.conversation_id from temp.touched)
    group by all
)

select
    conversations.provider,
    coalesce(conversations.account_id, ''),
    conversations.conversation_id,
    conversations.revision,
    coalesce(words.messages, 0),
    coalesce(words.characters, 0),
    coalesce(words.has, 0),
    coalesce(conversations.title, ''),
from core.conversations
left join words
    on conversations.revision = words.revision
where $everything or conversations.conversation_id in (select touched.conversation_id from temp.touched)
order by
    conversations.created_at nulls first,
    conversations.provider,
    conversations.account_id,
    conversations.conversation_id
