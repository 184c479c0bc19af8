-- Which steps made the documents that were written beside chats, on the paths that are shown?
select
    documents.provider,
    documents.account_id,
    documents.conversation_id,
    documents.document_id,
    documents.action,
    documents.document_type,
    documents.title,
    documents.content,
    messages.is_current and not messages.is_retained as is_shown,
from v1.documents
inner join v1.messages
    on documents.provider = messages.provider
    and documents.account_id is not distinct from messages.account_id
    and documents.conversation_id = messages.conversation_id
    and documents.node_id = messages.node_id
where documents.document_id is not null and documents.action <> 'publish'
order by
    documents.provider,
    documents.account_id nulls first,
    documents.conversation_id,
    documents.document_id,
    messages.tour_in,
    documents.ordinal
