create table core.conversations (
    provider varchar,
    account_id varchar,
    revision bigint,
    load_id integer,
    conversation_id varchar,
    title varchar,
    created_at timestamp,
    updated_at timestamp,
    current_node_id varchar,
    current_node_basis varchar,
    default_model_slug varchar,
    gizmo_id varchar,
    gizmo_type varchar,
    template_id varchar,
    project_id varchar,
    gpt_id varchar,
    memory_scope varchar,
    origin varchar,
    voice varchar,
    plugin_ids varchar,
    disabled_tool_ids varchar,
    workspace_id varchar,
    pinned_at timestamp,
    async_status integer,
    is_archived boolean,
    is_starred boolean,
    is_study_mode boolean,
    is_do_not_remember boolean,
    is_read_only boolean,
    moderation_results integer,
    safe_urls integer,
    blocked_urls integer,
    export_format varchar,
    parent_conversation_id varchar,
    agent_id varchar,
    agent_type varchar,
    git_branch varchar,
    nodes integer,
    raw_bytes bigint,
    raw_hash blob,
    content_hash blob,
    exported_at timestamp,
    first_load_id integer,
    last_load_id integer,
    first_seen_at timestamp,
    last_seen_at timestamp,
    last_exported_at timestamp,
);

comment on table core.conversations is 'One row per provider, account and conversation, as its newest export shows it.';
comment on column core.conversations.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.conversations.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.conversations.revision is 'The version of the conversation that the row was read from: one integer instead of provider, account and conversation.';
comment on column core.conversations.load_id is 'The load that brought this version of the conversation.';
comment on column core.conversations.conversation_id is 'The conversation, unique within provider and account.';
comment on column core.conversations.title is 'Title; NULL where it has none.';
comment on column core.conversations.created_at is 'When it began, UTC; NULL where the export does not say.';
comment on column core.conversations.updated_at is 'When it was last changed, UTC; NULL where the export does not say.';
comment on column core.conversations.current_node_id is 'The last node of the path that the product shows; NULL where there is none.';
comment on column core.conversations.current_node_basis is 'How the current node was found: export, newest_leaf = the export has none that exists, none.';
comment on column core.conversations.default_model_slug is 'The model chosen for the conversation; NULL where none was.';
comment on column core.conversations.gizmo_id is 'Raw id of the GPT or project; NULL where there is none.';
comment on column core.conversations.gizmo_type is 'Raw type that goes with gizmo_id; NULL where there is none.';
comment on column core.conversations.template_id is 'Raw conversation_template_id; NULL where there is none.';
comment on column core.conversations.project_id is 'The project the conversation lies in; NULL where it lies in none.';
comment on column core.conversations.gpt_id is 'The custom GPT it was held with; NULL where with none.';
comment on column core.conversations.memory_scope is 'Which memory it could use; NULL where the export does not say.';
comment on column core.conversations.origin is 'Where it was begun; NULL where the export does not say.';
comment on column core.conversations.voice is 'Name of the voice; NULL where there is none.';
comment on column core.conversations.plugin_ids is 'Plugins that were switched on, as JSON text; NULL where there are none.';
comment on column core.conversations.disabled_tool_ids is 'Tools that were switched off, as JSON text; NULL where there are none.';
comment on column core.conversations.workspace_id is 'The workspace it belongs to; NULL where it belongs to none.';
comment on column core.conversations.pinned_at is 'When it was pinned, UTC; NULL where it is not.';
comment on column core.conversations.async_status is 'State of a task that runs in the background, as exported; NULL where there is none.';
comment on column core.conversations.is_archived is 'Whether it is archived; NULL where the export does not say.';
comment on column core.conversations.is_starred is 'Whether it is starred; NULL where the export does not say.';
comment on column core.conversations.is_study_mode is 'Whether study mode was on; NULL where the export does not say.';
comment on column core.conversations.is_do_not_remember is 'Whether it is kept out of memory; NULL where the export does not say.';
comment on column core.conversations.is_read_only is 'Whether it can only be read; NULL where the export does not say.';
comment on column core.conversations.moderation_results is 'Number of moderation results; NULL where the export has no such field.';
comment on column core.conversations.safe_urls is 'Number of safe addresses; NULL where the export has no such field.';
comment on column core.conversations.blocked_urls is 'Number of blocked addresses; NULL where the export has no such field.';
comment on column core.conversations.export_format is 'The era of the export the conversation was read from; slim exports lack tool messages.';
comment on column core.conversations.parent_conversation_id is 'The session that it was forked from or that began it as a sub-agent; NULL where none or unknown.';
comment on column core.conversations.agent_id is 'The sub-agent whose session it is; NULL where it is none.';
comment on column core.conversations.agent_type is 'The type of that sub-agent as exported; NULL where it is none or the log does not say.';
comment on column core.conversations.git_branch is 'The branch of its folder when it was last used; NULL where the export does not say.';
comment on column core.conversations.nodes is 'Nodes of the conversation''s tree in that export, with those that became no row.';
comment on column core.conversations.raw_bytes is 'Bytes of the conversation in the export.';
comment on column core.conversations.raw_hash is 'BLAKE2b hash of those bytes, 16 bytes: the same bytes again are an unchanged conversation.';
comment on column core.conversations.content_hash is 'BLAKE2b hash of what was read, 16 bytes, once there was more than one version: the same content in other bytes is an unchanged conversation.';
comment on column core.conversations.exported_at is 'When the newest export that has this version was made, UTC, as far as it can be told; NULL where an older program loaded it.';
comment on column core.conversations.first_load_id is 'The first load that had the conversation.';
comment on column core.conversations.last_load_id is 'The load of the newest export that had the conversation.';
comment on column core.conversations.first_seen_at is 'When that first load began, UTC.';
comment on column core.conversations.last_seen_at is 'When that load began, UTC: a conversation missing from later exports stays.';
comment on column core.conversations.last_exported_at is 'When that newest export was made, UTC, as far as it can be told; NULL where an older program loaded it.';
