-- Conversations that should be read again where an export has them: without a hash they lose to their like.
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

update core.{table} as stale
set raw_hash = null
where $is_outdated
    or exists (
        select 1
        from textless
        where textless.provider = stale.provider
            and textless.account_id is not distinct from stale.account_id
            and textless.conversation_id = stale.conversation_id
    )
