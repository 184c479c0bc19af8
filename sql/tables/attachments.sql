create table core.attachments (
    provider varchar,
    account_id varchar,
    conversation_id varchar,
    revision bigint,
    node_id varchar,
    ordinal integer,
    kind varchar,
    origin varchar,
    pointer varchar,
    file_id varchar,
    file_name varchar,
    mime_type varchar,
    bytes bigint,
    width bigint,
    height bigint,
    duration_seconds double,
    direction varchar,
    transcript varchar using compression zstd,
    prompt varchar using compression zstd,
    generation_id varchar,
    seed bigint,
    edit_operation varchar,
    tokens_reported bigint,
);

comment on table core.attachments is 'One row per file, picture or recording that belongs to a message.';
comment on column core.attachments.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.attachments.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.attachments.conversation_id is 'The conversation, unique within provider and account.';
comment on column core.attachments.revision is 'The version of the conversation that the row was read from: one integer instead of provider, account and conversation.';
comment on column core.attachments.node_id is 'The node of the conversation''s tree; with provider, account and conversation the key of a message.';
comment on column core.attachments.ordinal is 'Number of the attachment within its message, from 0.';
comment on column core.attachments.kind is 'What it is: image, generated_image, audio, video, file.';
comment on column core.attachments.origin is 'Where in the message it was found, for example the metadata, a part of the content or a tool''s result.';
comment on column core.attachments.pointer is 'The export''s address of the bytes, for example sediment://file_1; NULL where it has none.';
comment on column core.attachments.file_id is 'Id of the file without its scheme; NULL where the export has none.';
comment on column core.attachments.file_name is 'Readable name; NULL where the message does not give it, though core.files may.';
comment on column core.attachments.mime_type is 'Media type; NULL where unknown.';
comment on column core.attachments.bytes is 'Size in bytes; NULL where unknown.';
comment on column core.attachments.width is 'Width in pixels; NULL where unknown or not a picture.';
comment on column core.attachments.height is 'Height in pixels; NULL where unknown or not a picture.';
comment on column core.attachments.duration_seconds is 'Length of the recording in seconds; NULL where unknown or not a recording.';
comment on column core.attachments.direction is 'in = made by the user, out = made by the model; NULL where unknown.';
comment on column core.attachments.transcript is 'What was said in the recording; NULL where there is no transcript.';
comment on column core.attachments.prompt is 'The prompt a picture was generated from; NULL where there is none.';
comment on column core.attachments.generation_id is 'Id of the generation of a picture; NULL where there is none.';
comment on column core.attachments.seed is 'Seed of the generation of a picture; NULL where there is none.';
comment on column core.attachments.edit_operation is 'Kind of edit a picture was made by; NULL where there is none.';
comment on column core.attachments.tokens_reported is 'Tokens of the file as the export reports them; NULL where it does not.';
