-- What was said in some conversations, in the order of their trees, and which of it is left out, for what reason?
with wanted as (
    select
        unnest($providers::varchar[]) as provider,
        unnest($accounts::varchar[]) as account_id,
        unnest($ids::varchar[]) as conversation_id,
        unnest(range(len($ids::varchar[]))) as place,
)

select
    wanted.place,
    messages.node_id,
    messages.parent_id,
    messages.is_current,
    messages.sibling_index,
    messages.siblings,
    messages.role,
    messages.author_name,
    messages.recipient,
    messages.channel,
    messages.kind,
    messages.language,
    messages.text,
    messages.raw_content,
    messages.omitted,
    messages.source_url,
    messages.source_title,
    messages.created_at,
    messages.model_slug as model,
    messages.is_user_message,
    messages.is_answer,
    messages.is_user_context,
    (
        case
            when messages.kind = 'empty' and messages.images = 0 and messages.files = 0 then 'empty'
            when messages.is_user_context or messages.kind in ('context', 'memory') then 'custom instructions and memory'
            when messages.role in ('system', 'developer') and messages.kind <> 'error' then 'system messages'
            when messages.role = 'user' and messages.kind = 'quote' then null
            when messages.is_hidden then 'hidden'
        end
    ) as aside,
from v1.conversation_messages as messages
inner join wanted
    on messages.provider = wanted.provider
    and messages.account_id is not distinct from wanted.account_id
    and messages.conversation_id = wanted.conversation_id
where messages.revision between $low and $high
order by wanted.place, messages.tour_in, messages.position
