-- The message of a chat in which a word is said: the best if it is in it, else the first that has it, else its first. The
-- best of a chat may match by the title alone.
select messages.tour
from messages
where messages.id = coalesce(
    (select rowid from words where words match :said and rowid = :best),
    (select min(rowid) from words where words match :said and rowid between :first and :last),
    :first
)
