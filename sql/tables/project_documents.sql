create table core.project_documents (
    provider varchar,
    account_id varchar,
    load_id integer,
    project_id varchar,
    document_id varchar,
    file_name varchar,
    content varchar using compression zstd,
    created_at timestamp,
    exported_at timestamp,
);

comment on table core.project_documents is 'One row per text put into a project for all its conversations to know.';
comment on column core.project_documents.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.project_documents.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.project_documents.load_id is 'The load that brought the row; see loads.';
comment on column core.project_documents.project_id is 'The project.';
comment on column core.project_documents.document_id is 'The document, unique within its project.';
comment on column core.project_documents.file_name is 'Its name; NULL where it has none.';
comment on column core.project_documents.content is 'The text; NULL where it has none, or where it was loaded with --no-text.';
comment on column core.project_documents.created_at is 'When it was put there, UTC; NULL where unknown.';
comment on column core.project_documents.exported_at is 'When the export it comes from was made, UTC, as far as it can be told; NULL where an older program loaded it.';
