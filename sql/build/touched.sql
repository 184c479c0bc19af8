-- temp.touched: the conversations of which this load brought a version.
create or replace temp table touched as
select distinct
    conversations.conversation_id,
from core.conversations
where conversations.load_id = $load_id
    or conversations.revision in (select ranked.revision from temp.ranked)
