-- Every file of what was published from a chat, with the chat that published it.
create or replace view v1.artifact_files as
with published as (
    select
        provider,
        account_id,
        document_id,
        min(conversation_id) as conversation_id,
    from core.documents
    where action = 'publish'
    group by all
)

select
    artifact_files.provider::varchar as provider,
    artifact_files.account_id::varchar as account_id,
    published.conversation_id::varchar as conversation_id,
    artifact_files.artifact_id::varchar as artifact_id,
    artifact_files.version_id::varchar as version_id,
    artifact_files.file_name::varchar as file_name,
    artifact_files.kind::varchar as kind,
    artifact_files.title::varchar as title,
    artifact_files.description::varchar as description,
    artifact_files.visibility::varchar as visibility,
    artifact_files.is_active::boolean as is_active,
    artifact_files.content::varchar as content,
    artifact_files.created_at::timestamp as created_at,
from core.artifact_files
left join published
    on artifact_files.provider = published.provider
    and artifact_files.account_id is not distinct from published.account_id
    and artifact_files.artifact_id = published.document_id;

comment on view v1.artifact_files is 'One row per file of a version of an artifact or page that was published from a chat; one without a file where the export has none.';
comment on column v1.artifact_files.conversation_id is 'The conversation that published it; NULL where the export does not tell.';
comment on column v1.artifact_files.artifact_id is 'The artifact.';
comment on column v1.artifact_files.version_id is 'The version, unique within its artifact.';
comment on column v1.artifact_files.file_name is 'The file''s path in its version: index.html for a version of one file; empty where the export has none.';
comment on column v1.artifact_files.kind is 'What it is as exported: artifact, page; NULL where the export does not say.';
comment on column v1.artifact_files.title is 'The version''s title; NULL where it has none.';
comment on column v1.artifact_files.description is 'What the version says of itself; NULL where it says nothing, or where it was loaded with --no-text.';
comment on column v1.artifact_files.visibility is 'Who may see it as exported: private, organization, invited, agent; NULL where the export does not say.';
comment on column v1.artifact_files.is_active is 'Is it the version that was shown when the export was made?';
comment on column v1.artifact_files.content is 'The file''s text; NULL where it is no text, is not in the export, or was loaded with --no-text.';
comment on column v1.artifact_files.created_at is 'When the version was made, UTC; NULL where unknown.';
-- columns as in v1.projects
