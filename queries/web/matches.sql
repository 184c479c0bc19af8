-- Which conversations have a message that holds a text, and how many of them do?
select
    provider,
    coalesce(account_id, '') as account_id,
    conversation_id,
    count(*) as matches,
    arg_min(node_id, position) as node_id,
    arg_min(revision, position) as revision,
from v1.messages
where
    text ilike $text escape '\'
    and is_hidden is not true
    and is_user_context is not true
group by all
