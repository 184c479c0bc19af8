-- A version that a newer export still has is as new as that export.
with met as (
    select
        unchanged.provider,
        unchanged.account_id,
        unchanged.conversation_id,
        max(unchanged.exported_at) as exported_at,
        arg_max(unchanged.raw_hash, unchanged.exported_at) as raw_hash,
        arg_max(unchanged.raw_bytes, unchanged.exported_at) as raw_bytes,
    from temp.unchanged
    where unchanged.is_shown
    group by all
)

update core.conversations
set
    exported_at = greatest(conversations.exported_at, met.exported_at),
    raw_hash = coalesce(met.raw_hash, conversations.raw_hash),
    raw_bytes = coalesce(met.raw_bytes, conversations.raw_bytes)
from met
where conversations.provider = met.provider
    and conversations.account_id is not distinct from met.account_id
    and conversations.conversation_id = met.conversation_id
    and conversations.load_id < $load_id
