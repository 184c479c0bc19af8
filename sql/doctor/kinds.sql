-- The messages by kind and role.
select
    provider,
    kind,
    role,
    count(*) as messages,
from core.messages
group by all;
