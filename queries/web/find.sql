-- find
-- Which messages of a conversation hold some words, whatever their case and accents?
select
    node_id,
    role,
    text[greatest(1, strpos(strip_accents(lower(text)), strip_accents(lower($words))) - 60):][1:220] as passage,
    created_at,
from v1.conversation_messages
where
    provider = $provider
    and coalesce(account_id, '') = $account_id
    and conversation_id = $conversation_id
    and not (is_user_context or kind = 'empty')
    and not (is_hidden and not (role is not distinct from 'user' and kind = 'quote'))
    and contains(strip_accents(lower(text)), strip_accents(lower($words)))
order by tour_in
limit 200
