-- What did the last loads read, store and skip, and why?
with newest as (
    select * from v1.loads
    order by load_id desc
    limit 5
),

facts as (
    select load_id, 1 as line, 'conversations' as subject, 'read' as outcome, conversations as number from newest
    union all
    select load_id, 2, 'conversations', 'new', conversations_new from newest
    union all
    select load_id, 2, 'conversations', 'changed', conversations_changed from newest
    union all
    select load_id, 2, 'conversations', 'unchanged', conversations_unchanged from newest
    union all
    select load_id, 2, 'conversations', 'older than in the database', conversations_older from newest
    union all
    select load_id, 3, 'nodes', 'read', nodes from newest
    union all
    select load_id, 4, 'nodes', if(is_stored, 'stored as messages', outcome), nodes from v1.load_quality
    union all
    select
        load_id,
        5,
        if(is_stored, 'replaced by a newer export', 'not stored, as a newer export has it'),
        what,
        count(*),
    from v1.replacements
    group by all
    union all
    select load_id, 5, severity || 's', reason, count(*) from v1.load_issues group by all
    union all
    select last_load_id, 6, 'fields we do not know', place || ': ' || name, last_records from v1.schema_drift
    where not is_known
    union all
    select
        load_id,
        7,
        'files',
        case treatment
            when 'conversations' then 'read as conversations'
            when 'loaded' then 'read into other tables'
            when 'listed' then 'not read'
            else treatment
        end,
        count(*),
    from v1.load_files
    group by all
)

select
    facts.load_id as load,
    facts.subject,
    facts.outcome,
    facts.number::bigint as number,
from facts
semi join newest on facts.load_id = newest.load_id
where facts.number > 0 or facts.outcome = 'read'
order by facts.load_id desc, facts.line, facts.subject desc, facts.number desc, facts.outcome;
