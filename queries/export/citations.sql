-- Which sources do the messages of some conversations name?
with wanted as (
    select
        unnest($providers::varchar[]) as provider,
        unnest($accounts::varchar[]) as account_id,
        unnest($ids::varchar[]) as conversation_id,
        unnest(range(len($ids::varchar[]))) as place,
)

select
    wanted.place,
    citations.node_id,
    citations.url,
    citations.title,
    citations.marker,
    citations.start_index,
    citations.end_index,
from v1.citations
inner join wanted
    on citations.provider = wanted.provider
    and citations.account_id is not distinct from wanted.account_id
    and citations.conversation_id = wanted.conversation_id
order by wanted.place, citations.node_id, citations.ordinal
