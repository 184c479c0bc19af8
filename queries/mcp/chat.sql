-- Which chats have this id, alone or behind provider and account, or this address?
select
    provider,
    coalesce(account_id, '') as account_id,
    conversation_id,
    title,
    first_day,
    last_day,
from v1.conversations
where
    conversation_id = $name
    or provider || '/' || coalesce(account_id, '') || '/' || conversation_id = $name
    or url = $name
order by
    provider,
    account_id,
    conversation_id
limit 5
