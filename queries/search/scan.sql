-- Which chats have messages that match, the newest first? The same as the index tells, from the texts themselves.
with folded as (
    select
        conversations.provider,
        conversations.account_id,
        conversations.conversation_id,
        messages.revision,
        coalesce(messages.tour_in, 0) as tour_in,
        messages.role,
        messages.local_date,
        conversations.created_at,
        nfc_normalize(strip_accents(lower(translate(left(coalesce(conversations.title, ''), 120), $letters, $plain))))
            as title,
        nfc_normalize(strip_accents(lower(translate(coalesce(messages.text, ''), $letters, $plain)))) as body,
    from v1.conversations
    left join v1.messages
        on conversations.provider = messages.provider
        and conversations.account_id is not distinct from messages.account_id
        and conversations.conversation_id = messages.conversation_id
        and messages.text <> ''
        and messages.kind is distinct from 'recap'
        and messages.is_hidden is not true
        and messages.is_user_context is not true
),

matching as (
    select
        provider,
        account_id,
        conversation_id,
        any_value(revision) as revision,
        min(tour_in) as tour_in,
        count(*) as matches,
        any_value(created_at) as created_at,
    from folded
    where
        true
        {conditions}
    group by all
)

select
    provider,
    coalesce(account_id, '') as account_id,
    conversation_id,
    revision,
    tour_in,
    matches,
    count(*) over () as chats,
    sum(matches) over () as messages,
from matching
order by
    created_at desc nulls last,
    provider desc,
    account_id desc,
    conversation_id desc
limit $limit offset $offset
