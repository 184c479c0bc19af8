-- The digest of what is stored of each conversation of some $accounts, that the same need not be counted again; not
-- of those whose text is wanted but missing.
with textless as (
    select distinct
        messages.provider,
        messages.account_id,
        messages.conversation_id,
    from core.messages
    where $wants_text
        and messages.characters > 0
        and coalesce(messages.text, '') = ''
)

select
    conversations.provider,
    conversations.account_id,
    conversations.conversation_id,
    conversations.content_hash,
from core.conversations
anti join textless
    on conversations.provider = textless.provider
    and conversations.account_id is not distinct from textless.account_id
    and conversations.conversation_id = textless.conversation_id
where conversations.raw_hash is not null
    and list_contains($accounts::varchar[], conversations.account_id)
