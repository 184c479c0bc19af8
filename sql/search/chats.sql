-- The chats with words to be found, oldest first, each with what changes when its words do.
with words as (
    select
        messages.revision,
        count(*) as messages,
        sum(messages.characters)::bigint as characters,
        sum(messages.local_date - date '1970-01-01')::bigint as days,
        bool_or(messages.code) as code,
        bool_or(messages.image) as image,
        bool_or(messages.file) as file,
        bool_or(messages.tool) as tool,
    from ({messages}) as messages
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
    coalesce(words.days, 0),
    coalesce(words.code, false),
    coalesce(words.image, false),
    coalesce(words.file, false),
    coalesce(words.tool, false),
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
