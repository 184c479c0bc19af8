-- What is in the file, and what in it is less certain than the rest.
select
    (select count(*) from core.conversations) as conversations,
    count(*) as messages,
    count(*) filter (encoding_basis = 'witness') as witnessed,
    count(*) filter (encoding_basis = 'assumed') as assumed,
    count(*) filter (tokens is null) as uncounted,
    count(*) filter (created_at is null) as undated,
    (select count(*) from core.load_issues where severity = 'warning') as warnings,
from v1.messages;
