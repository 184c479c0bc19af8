-- The chats with messages that match. The best have the highest score: by bm25, a title's words counting eight times, and
-- by age: today's are worth a tenth more than those of long ago, a year halves that. Of very many matches the newest are
-- ranked.
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
)

-- The columns of a chat are those of the row that has the lowest score, bm25's best: SQLite's rule for min().
select
    chat,
    tour,
    count(*) as matches,
    id,
    case when :is_ranked then -min(score) end as score
from scored
group by chat
