-- The slices of exports that some $accounts' conversations were read from, by hash, and whether that version is
-- the one shown; not those of conversations whose text is wanted but missing.
with slices as (
    select
        conversations.raw_hash,
        conversations.provider,
        conversations.account_id,
        conversations.conversation_id,
        conversations.nodes,
        conversations.updated_at,
        true as is_shown,
    from core.conversations

    union all

    select
        older_versions.raw_hash,
        older_versions.provider,
        older_versions.account_id,
        older_versions.conversation_id,
        older_versions.nodes,
        older_versions.updated_at,
        false as is_shown,
    from core.older_versions
),

asked as (
    select slices.raw_hash
    from slices
    where list_contains($accounts::varchar[], slices.account_id)
        and slices.raw_hash is not null
),

textless as (
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
    slices.raw_hash,
    any_value(slices.provider) as provider,
    any_value(slices.account_id) as account_id,
    any_value(slices.conversation_id) as conversation_id,
    any_value(slices.nodes) as nodes,
    any_value(epoch_us(slices.updated_at)) as updated_at,
    bool_or(slices.is_shown) as is_shown,
from slices
semi join asked
    on slices.raw_hash = asked.raw_hash
anti join textless
    on slices.provider = textless.provider
    and slices.account_id is not distinct from textless.account_id
    and slices.conversation_id = textless.conversation_id
group by all
having count(distinct coalesce(slices.account_id, '')) = 1
    and list_contains($accounts::varchar[], any_value(slices.account_id))
