-- When did a chat begin?
select min(local_date)
from core.messages
where revision = $revision
