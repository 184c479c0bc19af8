create table core.load_files (
    load_id integer,
    provider varchar,
    account_id varchar,
    export varchar,
    member varchar,
    bytes bigint,
    treatment varchar,
    export_digest varchar,
    exported_at timestamp,
);

comment on table core.load_files is 'One row per load and member of an export.';
comment on column core.load_files.load_id is 'The load that brought the row; see loads.';
comment on column core.load_files.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.load_files.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.load_files.export is 'Name of the export''s file or folder, without its path.';
comment on column core.load_files.member is 'Name of the member inside the export.';
comment on column core.load_files.bytes is 'Size in bytes, unpacked; NULL where unknown.';
comment on column core.load_files.treatment is 'conversations = read as conversations, loaded = read into another table, listed = not read.';
comment on column core.load_files.export_digest is 'Names the export: the same file under the same name has the same; NULL where an older program loaded it.';
comment on column core.load_files.exported_at is 'When the export was made, UTC: as its name or its manifest tells, but no earlier than the newest time in it; else when it was loaded.';
