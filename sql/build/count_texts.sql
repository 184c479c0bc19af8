-- Messages with their text, and those whose text was left out.
select
    count(*) filter (coalesce(messages.text, '') <> '') as with_text,
    count(*) filter (coalesce(messages.text, '') = '') as without,
from core.messages
where messages.characters > 0
