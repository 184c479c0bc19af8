-- temp.placed: the bucket of every conversation, of which temp.buckets tells those of the parts of accounts.
create or replace temp table placed as
select
    conversations.revision,
    buckets.bucket,
from core.conversations
inner join temp.buckets
    on conversations.account_id is not distinct from buckets.account_id
    and part_of(conversations.conversation_id, buckets.parts) = buckets.part
