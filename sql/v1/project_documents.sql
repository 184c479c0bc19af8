-- Every text that was put into a project.
create or replace view v1.project_documents as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    project_id::varchar as project_id,
    document_id::varchar as document_id,
    file_name::varchar as file_name,
    content::varchar as content,
    created_at::timestamp as created_at,
from core.project_documents;

comment on view v1.project_documents is 'One row per text put into a project for all its conversations to know.';
comment on column v1.project_documents.document_id is 'The document, unique within its project.';
comment on column v1.project_documents.file_name is 'Its name; NULL where it has none.';
comment on column v1.project_documents.content is 'The text; NULL where it has none, or where it was loaded with --no-text.';
comment on column v1.project_documents.created_at is 'When it was put there, UTC; NULL where unknown.';
-- columns as in v1.projects
