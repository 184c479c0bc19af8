-- What is searched in the chats of a portion, in the order of the chats; of a chat without any its title alone. Letters that
-- no table of accents folds, and characters that are words of their own, are made plain here; words.py does the same to
-- what is asked.
with said as (
    select
        messages.revision,
        messages.tour_in,
        messages.speaker,
        messages.local_date,
        messages.text,
        messages.link,
    from ({messages}) as messages
    where messages.is_searched
)

select
    portion.chat,
    coalesce(said.tour_in, 0),
    coalesce(list_position($speakers::varchar[], said.speaker), 0),
    said.local_date - date '1970-01-01',
    portion.title,
    case
        when said.text is null then ''
        when strlen(said.text) = length(said.text) or not regexp_matches(said.text, $special) then said.text
        -- The tokenizer's own table of accents is one of Latin letters.
        when regexp_matches(said.text, $accented) then
            regexp_replace(
                nfc_normalize(strip_accents(lower(translate(said.text, $letters, $plain)))), $alone, ' \1 ', 'g'
            )
        else regexp_replace(translate(said.text, $letters, $plain), $alone, ' \1 ', 'g')
    end,
    coalesce(said.link, false),
from temp.portion
left join said
    on portion.revision = said.revision
order by
    portion.chat,
    said.tour_in
