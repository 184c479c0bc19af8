-- What is searched in the chats of a portion: every message that the product shows, once, in the order of the chats; of
-- a chat without any its title alone. Letters that no table of accents folds, and characters that are words of their own,
-- are made plain here; words.py does the same to what is asked.
with said as (
    select
        messages.revision,
        messages.tour_in,
        messages.role,
        messages.local_date,
        messages.text,
    from core.messages
    left join core.copies
        on messages.revision = copies.revision
        and messages.node_id = copies.node_id
    where
        messages.text <> ''
        and messages.kind is distinct from 'recap'
        and messages.is_hidden is not true
        and messages.is_user_context is not true
        and copies.node_id is null
)

select
    portion.chat,
    coalesce(said.tour_in, 0),
    case said.role when 'user' then 1 when 'assistant' then 2 when 'tool' then 3 else 4 end,
    said.local_date - date '1970-01-01',
    portion.title,
    case
        when said.text is null then ''
        when strlen(said.text) = length(said.text) then said.text
        -- The tokenizer's own table of accents is one of Latin letters.
        when regexp_matches(said.text, $accented) then
            regexp_replace(
                nfc_normalize(strip_accents(lower(translate(said.text, $letters, $plain)))), $alone, ' \1 ', 'g'
            )
        else regexp_replace(translate(said.text, $letters, $plain), $alone, ' \1 ', 'g')
    end,
    coalesce(contains(said.text, 'https://') or contains(said.text, 'http://'), false),
from temp.portion
left join said
    on portion.revision = said.revision
order by
    portion.chat,
    said.tour_in
