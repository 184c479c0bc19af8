-- Where every node of an export went: stored, or not, and why. The nodes of a load add up to those of the file.
create or replace view v1.load_quality as
with drops as (
    select
        load_id,
        reason,
        sum(nodes) as nodes,
    from core.load_drops
    group by all
),

dropped as (
    select
        load_id,
        sum(nodes) as nodes,
    from drops
    group by all
),

outcomes as (
    select load_id, 'stored' as outcome, messages as nodes from core.loads
    union all
    select load_id, reason, nodes from drops
    union all
    select load_id, 'unchanged', nodes_unchanged from core.loads where nodes_unchanged > 0
    union all
    select
        loads.load_id,
        'not accounted for',
        loads.nodes - loads.messages - coalesce(loads.nodes_unchanged, 0) - coalesce(dropped.nodes, 0),
    from core.loads
    left join dropped on loads.load_id = dropped.load_id
    where loads.nodes <> loads.messages + coalesce(loads.nodes_unchanged, 0) + coalesce(dropped.nodes, 0)
)

select
    outcomes.load_id::integer as load_id,
    loads.started_at::timestamp as started_at,
    outcomes.outcome::varchar as outcome,
    (outcomes.outcome = 'stored')::boolean as is_stored,
    outcomes.nodes::bigint as nodes,
    (outcomes.nodes / nullif(loads.nodes, 0))::double as share,
from outcomes
inner join core.loads on outcomes.load_id = loads.load_id;

comment on view v1.load_quality is 'One row per load and outcome of its nodes; their sum over a load is the number of nodes in its exports.';
comment on column v1.load_quality.load_id is 'The load.';
comment on column v1.load_quality.started_at is 'When it began, UTC.';
comment on column v1.load_quality.outcome is 'stored = became a message row, unchanged = the database had it already, not accounted for = a fault of this program, else why it was dropped.';
comment on column v1.load_quality.is_stored is 'Whether the nodes became message rows.';
comment on column v1.load_quality.nodes is 'Number of nodes.';
comment on column v1.load_quality.share is 'Their part of all nodes of the load, 0 to 1; NULL where there are none.';
