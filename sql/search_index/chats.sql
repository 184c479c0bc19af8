-- The chats where nothing but filters was asked.
select
    messages.chat,
    min(messages.tour) as tour,
    count(*) as matches,
    0 as id,
    null as score
from messages
where
    true
    {conditions}
group by messages.chat
