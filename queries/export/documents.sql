-- Which documents did the messages of some conversations write?
with wanted as (
    select
        unnest($providers::varchar[]) as provider,
        unnest($accounts::varchar[]) as account_id,
        unnest($ids::varchar[]) as conversation_id,
        unnest(range(len($ids::varchar[]))) as place,
)

select
    wanted.place,
    documents.node_id,
    documents.action,
    documents.document_type,
    documents.title,
    documents.content,
from v1.documents
inner join wanted
    on documents.provider = wanted.provider
    and documents.account_id is not distinct from wanted.account_id
    and documents.conversation_id = wanted.conversation_id
order by wanted.place, documents.node_id, documents.ordinal
