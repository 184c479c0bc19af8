create table core.older_versions (
    provider varchar,
    account_id varchar,
    conversation_id varchar,
    revision bigint,
    load_id integer,
    updated_at timestamp,
    nodes integer,
    raw_bytes bigint,
    raw_hash blob,
    exported_at timestamp,
);

comment on table core.older_versions is 'One row per version of a conversation that a newer one has replaced; messages that only it has are kept.';
comment on column core.older_versions.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.older_versions.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.older_versions.conversation_id is 'The conversation, unique within provider and account.';
comment on column core.older_versions.revision is 'The version of the conversation that the row was read from: one integer instead of provider, account and conversation.';
comment on column core.older_versions.load_id is 'The load that brought this version of the conversation.';
comment on column core.older_versions.updated_at is 'When this version was last changed, UTC; NULL where the export does not say.';
comment on column core.older_versions.nodes is 'Nodes of its tree in that export, with those that became no row.';
comment on column core.older_versions.raw_bytes is 'Bytes of the conversation in that export.';
comment on column core.older_versions.raw_hash is 'BLAKE2b hash of those bytes, 16 bytes.';
comment on column core.older_versions.exported_at is 'When the newest export that has this version was made, UTC, as far as it can be told; NULL where an older program loaded it.';
