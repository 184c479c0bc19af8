-- Every load: what came in, what was new.
create or replace view v1.loads as
select
    load_id::integer as load_id,
    started_at::timestamp as started_at,
    finished_at::timestamp as finished_at,
    product_version::varchar as product_version,
    exports::varchar as exports,
    bytes::bigint as bytes,
    conversations::integer as conversations,
    conversations_new::integer as conversations_new,
    conversations_changed::integer as conversations_changed,
    conversations_unchanged::integer as conversations_unchanged,
    conversations_older::integer as conversations_older,
    nodes::bigint as nodes,
    nodes_unchanged::bigint as nodes_unchanged,
    messages::bigint as messages,
    issues::integer as issues,
    seconds::double as seconds,
from core.loads;

comment on view v1.loads is 'One row per load.';
comment on column v1.loads.load_id is 'Number of the load, from 1.';
comment on column v1.loads.started_at is 'When it began, UTC.';
comment on column v1.loads.finished_at is 'When it was done, UTC.';
comment on column v1.loads.product_version is 'Version of this program.';
comment on column v1.loads.exports is 'Names of the exports, without their paths.';
comment on column v1.loads.bytes is 'Bytes of the conversations'' members, unpacked.';
comment on column v1.loads.conversations is 'Conversations in the exports.';
comment on column v1.loads.conversations_new is 'Conversations that were not in the database.';
comment on column v1.loads.conversations_changed is 'Conversations that replaced an older version.';
comment on column v1.loads.conversations_unchanged is 'Conversations that the database had already, the same.';
comment on column v1.loads.conversations_older is 'Conversations of which the database had a newer version.';
comment on column v1.loads.nodes is 'Nodes in the exports'' conversations.';
comment on column v1.loads.nodes_unchanged is 'Those of them in conversations that the database had already, the same.';
comment on column v1.loads.messages is 'Message rows that the load stored.';
comment on column v1.loads.issues is 'Odd things met; see load_issues.';
comment on column v1.loads.seconds is 'How long it took, in seconds.';
