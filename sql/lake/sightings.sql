-- temp.sightings: when the first export that has a conversation was taken in, and when the newest was.
create or replace temp table sightings as
select
    conversations.provider,
    conversations.account_id,
    conversations.conversation_id,
    min(held.taken_at) as first_seen_at,
    arg_max(held.taken_at, held.exported_at) as last_seen_at,
from core.conversations
inner join temp.held
    on conversations.revision >= held.first_revision
    and conversations.revision < held.until_revision
    and conversations.account_id is not distinct from held.account_id
group by all
