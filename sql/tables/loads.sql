create table core.loads (
    load_id integer,
    started_at timestamp,
    finished_at timestamp,
    product_version varchar,
    exports varchar,
    bytes bigint,
    conversations integer,
    conversations_new integer,
    conversations_changed integer,
    conversations_unchanged integer,
    conversations_older integer,
    nodes bigint,
    nodes_unchanged bigint,
    messages bigint,
    issues integer,
    seconds double,
);

comment on table core.loads is 'One row per load.';
comment on column core.loads.load_id is 'Number of the load, from 1.';
comment on column core.loads.started_at is 'When it began, UTC.';
comment on column core.loads.finished_at is 'When it was done, UTC.';
comment on column core.loads.product_version is 'Version of this program.';
comment on column core.loads.exports is 'Names of the exports, without their paths.';
comment on column core.loads.bytes is 'Bytes of the conversations'' members, unpacked.';
comment on column core.loads.conversations is 'Conversations in the exports.';
comment on column core.loads.conversations_new is 'Conversations that were not in the database.';
comment on column core.loads.conversations_changed is 'Conversations that replaced an older version.';
comment on column core.loads.conversations_unchanged is 'Conversations that the database had already, the same.';
comment on column core.loads.conversations_older is 'Conversations of which the database had a newer version.';
comment on column core.loads.nodes is 'Nodes in the exports'' conversations.';
comment on column core.loads.nodes_unchanged is 'Those of them in conversations that the database had already, the same.';
comment on column core.loads.messages is 'Message rows that the load stored.';
comment on column core.loads.issues is 'Odd things met; see load_issues.';
comment on column core.loads.seconds is 'How long it took, in seconds.';
