-- Which sources do some messages of a conversation name?
select
    node_id,
    url,
    title,
    marker,
    start_index,
    end_index,
from v1.citations
where
    provider = $provider
    and coalesce(account_id, '') = $account_id
    and conversation_id = $conversation_id
    and list_contains($nodes::varchar[], node_id)
order by
    node_id,
    ordinal
