-- Every message, once, with whether it is searched, and with what has: asks for: the one place that says so, for the
-- index and for the scan. What the product shows nobody is not searched.
select
    messages.conversation_id,
    messages.revision,
    messages.tour_in,
    messages.local_date,
    messages.text,
    messages.characters,
    case when messages.role in ('user', 'assistant', 'tool') then messages.role else 'system' end as speaker,
    messages.text <> ''
    and messages.kind is distinct from 'recap'
    and messages.is_hidden is not true
    and messages.is_user_context is not true
        as is_searched,
    messages.code_blocks > 0 or messages.kind = 'code' as code,
    messages.images > 0 or messages.kind = 'image' as image,
    messages.files > 0 or messages.kind = 'file' as file,
    messages.role = 'tool' or messages.kind = 'tool_output' as tool,
    is_searched and (contains(messages.text, 'https://') or contains(messages.text, 'http://')) as link,
from core.messages
left join core.copies
    on messages.revision = copies.revision
    and messages.tour_in = copies.tour_in
where copies.tour_in is null
