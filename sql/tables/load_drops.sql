create table core.load_drops (
    load_id integer,
    provider varchar,
    account_id varchar,
    reason varchar,
    nodes bigint,
);

comment on table core.load_drops is 'One row per load, account and reason for which nodes of an export became no message row.';
comment on column core.load_drops.load_id is 'The load that brought the row; see loads.';
comment on column core.load_drops.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.load_drops.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.load_drops.reason is 'Why, for example: no message.';
comment on column core.load_drops.nodes is 'Number of nodes.';
