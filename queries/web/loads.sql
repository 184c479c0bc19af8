-- What came in, load by load?
select
    load_id,
    started_at,
    exports,
    bytes,
    conversations,
    conversations_new,
    conversations_changed,
    conversations_unchanged,
    conversations_older,
    nodes,
    messages,
    issues,
    seconds,
from v1.loads
order by load_id desc
limit 100
