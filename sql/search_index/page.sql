-- The chats of a page, the best or the newest first, of those that hits.sql or chats.sql matches.
with matching as (
{matching}
)

select
    chats.provider,
    chats.account_id,
    chats.conversation_id,
    chats.revision,
    matching.tour,
    matching.matches,
    matching.id,
    chats.first,
    chats.last,
    matching.score,
    count(*) over () as chats,
    sum(matching.matches) over () as messages
from matching
inner join chats on matching.chat = chats.chat
order by
    matching.score desc,
    matching.chat desc
limit :limit offset :offset
