-- Which chats have messages that match, the newest first? The same as the index tells, from the texts themselves.
with folded as (
    select
        conversations.provider,
        conversations.account_id,
        conversations.conversation_id,
        conversations.revision,
        coalesce(messages.tour_in, 0) as tour_in,
        messages.speaker,
        messages.local_date,
        conversations.created_at,
        nfc_normalize(strip_accents(lower(translate(left(coalesce(conversations.title, ''), 120), $letters, $plain))))
            as title,
        nfc_normalize(strip_accents(lower(translate(coalesce(messages.text, ''), $letters, $plain)))) as body,
    from core.conversations
    left join ({messages}) as messages
        on conversations.revision = messages.revision
        and messages.is_searched
),

matching as (
    select
        provider,
        account_id,
        conversation_id,
        revision,
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
