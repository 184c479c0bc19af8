create table core.artifact_files (
    provider varchar,
    account_id varchar,
    load_id integer,
    artifact_id varchar,
    version_id varchar,
    file_name varchar,
    kind varchar,
    title varchar,
    description varchar,
    visibility varchar,
    is_active boolean,
    content varchar using compression zstd,
    created_at timestamp,
    exported_at timestamp,
);

comment on table core.artifact_files is 'One row per file of a version of an artifact or page that was published from a chat; one without a file where the export has none.';
comment on column core.artifact_files.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.artifact_files.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.artifact_files.load_id is 'The load that brought the row; see loads.';
comment on column core.artifact_files.artifact_id is 'The artifact.';
comment on column core.artifact_files.version_id is 'The version, unique within its artifact.';
comment on column core.artifact_files.file_name is 'The file''s path in its version: index.html for a version of one file; empty where the export has none.';
comment on column core.artifact_files.kind is 'What it is as exported: artifact, page; NULL where the export does not say.';
comment on column core.artifact_files.title is 'The version''s title; NULL where it has none.';
comment on column core.artifact_files.description is 'What the version says of itself; NULL where it says nothing, or where it was loaded with --no-text.';
comment on column core.artifact_files.visibility is 'Who may see it as exported: private, organization, invited, agent; NULL where the export does not say.';
comment on column core.artifact_files.is_active is 'Is it the version that was shown when the export was made?';
comment on column core.artifact_files.content is 'The file''s text; NULL where it is no text, is not in the export, or was loaded with --no-text.';
comment on column core.artifact_files.created_at is 'When the version was made, UTC; NULL where unknown.';
comment on column core.artifact_files.exported_at is 'When the export it comes from was made, UTC, as far as it can be told; NULL where an older program loaded it.';
