-- What did the last loads read, store and leave out, and why?
with newest as (
    select load_id from v1.loads order by load_id desc limit 5
),

facts as (
    select load_id, 1 as part, 'conversations' as subject, 'new' as outcome, conversations_new as number from v1.loads
    union all
    select load_id, 1, 'conversations', 'changed', conversations_changed from v1.loads
    union all
    select load_id, 1, 'conversations', 'unchanged', conversations_unchanged from v1.loads
    union all
    select load_id, 1, 'conversations', 'older', conversations_older from v1.loads
    union all
    select load_id, 2, 'nodes', outcome, nodes from v1.load_quality
    union all
    select load_id, 3, severity, reason, count(*) from v1.load_issues group by all
    union all
    select load_id, 4, 'members', treatment, count(*) from v1.load_files group by all
)

select
    facts.load_id,
    facts.subject,
    facts.outcome,
    facts.number::bigint as number,
from facts
semi join newest on facts.load_id = newest.load_id
order by facts.load_id desc, facts.part, facts.subject desc, facts.number desc, facts.outcome;
