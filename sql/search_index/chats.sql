-- The newest chats where nothing but filters was asked.
with matching as (
    select
        messages.chat,
        min(messages.tour) as tour,
        count(*) as matches
    from messages
    where
        true
        {conditions}
    group by messages.chat
)

select
    chats.provider,
    chats.account_id,
    chats.conversation_id,
    chats.revision,
    matching.tour,
    matching.matches,
    count(*) over () as chats,
    sum(matching.matches) over () as messages
from matching
inner join chats on matching.chat = chats.chat
order by matching.chat desc
limit :limit offset :offset
