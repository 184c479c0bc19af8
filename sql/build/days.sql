-- The UTC days on which messages were written.
select distinct
    cast(messages.created_at as date) as day,
from core.messages
where messages.created_at between timestamp '0002-01-01' and timestamp '9999-12-30'
