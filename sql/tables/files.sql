create table core.files (
    provider varchar,
    account_id varchar,
    load_id integer,
    file_id varchar,
    origin varchar,
    file_name varchar,
    mime_type varchar,
    bytes bigint,
    sha256 varchar,
    category varchar,
    conversation_id varchar,
    message_id varchar,
    created_at timestamp,
    exported_at timestamp,
);

comment on table core.files is 'One row per file that a table of an export names.';
comment on column core.files.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.files.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.files.load_id is 'The load that brought the row; see loads.';
comment on column core.files.file_id is 'The file.';
comment on column core.files.origin is 'The member of the export that names it.';
comment on column core.files.file_name is 'Readable name; NULL where it has none.';
comment on column core.files.mime_type is 'Media type; NULL where unknown.';
comment on column core.files.bytes is 'Size in bytes; NULL where unknown.';
comment on column core.files.sha256 is 'SHA-256 of its bytes in hexadecimal; NULL where unknown.';
comment on column core.files.category is 'Kind of file as exported; NULL where unknown.';
comment on column core.files.conversation_id is 'The conversation it came from; NULL where unknown.';
comment on column core.files.message_id is 'The message it came from; NULL where unknown.';
comment on column core.files.created_at is 'When it was made, UTC; NULL where unknown.';
comment on column core.files.exported_at is 'When the export it comes from was made, UTC, as far as it can be told; NULL where an older program loaded it.';
