-- calls
-- Which tools were used on the way to some messages of a conversation?
select
    call_node_id,
    result_node_id,
    tool_name,
    category,
    arguments[1:4000] as arguments,
    status,
from v1.tool_calls
where
    provider = $provider
    and coalesce(account_id, '') = $account_id
    and conversation_id = $conversation_id
    and list_contains($nodes::varchar[], node_id)
order by ordinal
