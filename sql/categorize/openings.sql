-- Every conversation with what says what it is about, the newest first: its title and the user's first words.
with openings as (
    select
        provider,
        account_id,
        conversation_id,
        arg_min(left(text, 20000), position) as opening,
    from v1.messages
    where
        is_user_message
        and is_current
        and text <> ''
    group by all
)

select
    conversations.provider,
    coalesce(conversations.account_id, '') as account_id,
    conversations.conversation_id,
    coalesce(conversations.title, '') as title,
    coalesce(openings.opening, '') as opening,
from v1.conversations
left join openings
    on conversations.provider = openings.provider
    and conversations.account_id is not distinct from openings.account_id
    and conversations.conversation_id = openings.conversation_id
order by
    conversations.created_at desc nulls last,
    conversations.provider,
    account_id,
    conversations.conversation_id;
