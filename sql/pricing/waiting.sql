-- temp.waiting: the conversations whose requests are made anew, in portions of some $portion nodes.
create or replace temp table waiting as
select
    conversations.provider,
    conversations.account_id,
    conversations.conversation_id,
    conversations.revision,
    (sum(conversations.nodes + 1) over (order by conversations.revision) // $portion)::integer as portion,
from core.conversations
where $everything or conversations.conversation_id in (select touched.conversation_id from temp.touched)
