create table core.documents (
    provider varchar,
    account_id varchar,
    conversation_id varchar,
    revision bigint,
    node_id varchar,
    ordinal integer,
    action varchar,
    document_id varchar,
    document_type varchar,
    title varchar,
    version integer,
    content varchar using compression zstd,
);

comment on table core.documents is 'One row per step in the life of a document written beside the chat (canvas, artifact).';
comment on column core.documents.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.documents.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.documents.conversation_id is 'The conversation, unique within provider and account.';
comment on column core.documents.revision is 'The version of the conversation that the row was read from: one integer instead of provider, account and conversation.';
comment on column core.documents.node_id is 'The node of the conversation''s tree; with provider, account and conversation the key of a message.';
comment on column core.documents.ordinal is 'Number of the step within its message, from 0.';
comment on column core.documents.action is 'What the step did, for example create, update or comment.';
comment on column core.documents.document_id is 'The document; NULL where the export does not say which.';
comment on column core.documents.document_type is 'Its type as exported, for example document or code/python; NULL where unknown.';
comment on column core.documents.title is 'Its title; NULL where the step names none.';
comment on column core.documents.version is 'Its version after the step; NULL where unknown.';
comment on column core.documents.content is 'What the step wrote: a whole text or the edits as JSON text; NULL where nothing was.';
