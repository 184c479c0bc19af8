-- The chats with messages that match, best first: by bm25, a title's words counting eight times, and by age: today's are
-- worth a tenth more than those of long ago, a year halves that. Of very many matches the newest are ranked.
with newest as (
    select
        messages.id,
        messages.chat,
        messages.tour,
        messages.day,
        case when :is_ranked then bm25(words, 1.0, 8.0) else 0.0 end as score
    from words
    cross join messages
    where
        words match :match
        and messages.id = words.rowid
        {conditions}
    order by words.rowid desc
    limit :most
),

scored as (
    select
        id,
        chat,
        tour,
        score * (1.0 + 0.1 * pow(0.5, max(0, :today - coalesce(day, 0)) / 365.25)) as score
    from newest
),

grouped as (
    select
        chat,
        -- The columns of the row that has the lowest score: SQLite's rule for min().
        min(score) as score,
        id,
        tour,
        count(*) as matches
    from scored
    group by chat
)

select
    chats.provider,
    chats.account_id,
    chats.conversation_id,
    chats.revision,
    grouped.tour,
    grouped.matches,
    grouped.id,
    chats.first,
    chats.last,
    case when :is_ranked then -grouped.score end as score,
    count(*) over () as chats,
    sum(grouped.matches) over () as messages
from grouped
inner join chats on grouped.chat = chats.chat
order by
    case when :is_ranked then grouped.score end,
    grouped.chat desc
limit :limit offset :offset
