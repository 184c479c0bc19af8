-- What some messages say, and of which chats they are.
with wanted as (
    select
        unnest($places::integer[]) as place,
        unnest($providers::varchar[]) as provider,
        unnest($accounts::varchar[]) as account_id,
        unnest($conversations::varchar[]) as conversation_id,
        unnest($revisions::bigint[]) as revision,
        unnest($tours::integer[]) as tour_in,
),

-- Messages lie in the order of their revisions: what is outside of these need not be read.
said as (
    select
        revision,
        tour_in,
        node_id,
        role,
        model_slug,
        local_date,
        text,
    from v1.messages
    where
        revision between list_min($revisions::bigint[]) and list_max($revisions::bigint[])
        and list_contains($revisions::bigint[], revision)
)

select
    wanted.place,
    conversations.title,
    conversations.url,
    conversations.created_at,
    coalesce(said.model_slug, conversations.default_model) as model,
    said.node_id,
    said.role,
    coalesce(said.local_date, conversations.first_day) as day,
    said.text,
from wanted
inner join v1.conversations
    on wanted.provider = conversations.provider
    and wanted.account_id = coalesce(conversations.account_id, '')
    and wanted.conversation_id = conversations.conversation_id
left join said
    on wanted.revision = said.revision
    and wanted.tour_in = said.tour_in
order by wanted.place
