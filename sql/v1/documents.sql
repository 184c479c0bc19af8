-- Every step in the life of a document written beside the chat.
create or replace view v1.documents as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    conversation_id::varchar as conversation_id,
    node_id::varchar as node_id,
    ordinal::integer as ordinal,
    action::varchar as action,
    document_id::varchar as document_id,
    document_type::varchar as document_type,
    title::varchar as title,
    version::integer as version,
    content::varchar as content,
from core.documents
anti join core.copies
    on documents.revision = copies.revision
    and documents.node_id = copies.node_id;

comment on view v1.documents is 'One row per step in the life of a document written beside the chat (canvas, artifact).';
comment on column v1.documents.ordinal is 'Number of the step within its message, from 0.';
comment on column v1.documents.action is 'What the step did, for example create, update or comment.';
comment on column v1.documents.document_id is 'The document; NULL where the export does not say which.';
comment on column v1.documents.document_type is 'Its type as exported, for example document or code/python; NULL where unknown.';
comment on column v1.documents.title is 'Its title; NULL where the step names none.';
comment on column v1.documents.version is 'Its version after the step; NULL where unknown.';
comment on column v1.documents.content is 'What the step wrote: a whole text or the edits as JSON text; NULL where nothing was.';
-- columns as in v1.messages
