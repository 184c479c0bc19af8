-- When did a chat begin?
select first_day
from v1.conversations
where
    provider = $provider
    and coalesce(account_id, '') = $account
    and conversation_id = $conversation
