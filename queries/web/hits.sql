-- Which conversations hold a text, in the title or in messages, the newest first?
with messages as (
    select
        provider,
        account_id,
        conversation_id,
        count(*) as matches,
        arg_min(node_id, position) as node_id,
        arg_min(revision, position) as revision,
    from v1.messages
    where
        text ilike $text escape '\'
        and is_hidden is not true
        and is_user_context is not true
    group by all
)

select
    conversations.provider,
    coalesce(conversations.account_id, '') as account_id,
    conversations.conversation_id,
    conversations.title,
    conversations.created_at,
    coalesce(conversations.title ilike $text escape '\', false) as is_in_title,
    coalesce(messages.matches, 0) as matches,
    messages.node_id,
    messages.revision,
from v1.conversations
left join messages
    on conversations.provider = messages.provider
    and conversations.account_id is not distinct from messages.account_id
    and conversations.conversation_id = messages.conversation_id
where
    messages.matches > 0
    or conversations.title ilike $text escape '\'
order by
    conversations.created_at desc nulls last,
    conversations.provider,
    account_id,
    conversations.conversation_id
