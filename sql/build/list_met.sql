-- temp.met: the conversations that this load's exports have, and when the newest of their account was made.
create or replace temp table met as
with every as (
    select
        conversations.provider,
        conversations.account_id,
        conversations.conversation_id,
        conversations.exported_at,
    from core.conversations
    where conversations.load_id = $load_id

    union all

    select
        unchanged.provider,
        unchanged.account_id,
        unchanged.conversation_id,
        unchanged.exported_at,
    from temp.unchanged
)

select
    every.provider,
    every.account_id,
    every.conversation_id,
    max(max(every.exported_at)) over (partition by every.provider, every.account_id) as exported_at,
from every
group by
    every.provider,
    every.account_id,
    every.conversation_id
