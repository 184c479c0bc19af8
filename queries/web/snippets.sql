-- What do some messages say around a text?
with wanted as (
    select
        unnest($providers::varchar[]) as provider,
        unnest($accounts::varchar[]) as account_id,
        unnest($conversations::varchar[]) as conversation_id,
        unnest($nodes::varchar[]) as node_id,
        unnest($revisions::bigint[]) as revision,
)

select
    messages.provider,
    wanted.account_id,
    messages.conversation_id,
    messages.node_id,
    messages.role,
    messages.text[
        greatest(1, strpos(lower(messages.text), lower($text)) - 80)
        :greatest(1, strpos(lower(messages.text), lower($text)) - 80) + 240
    ] as snippet,
from v1.messages
inner join wanted
    on messages.provider = wanted.provider
    and coalesce(messages.account_id, '') = wanted.account_id
    and messages.conversation_id = wanted.conversation_id
    and messages.node_id = wanted.node_id
    and messages.revision = wanted.revision
-- Messages lie in the order of their revisions: what is outside of these need not be read.
where messages.revision between list_min($revisions::bigint[]) and list_max($revisions::bigint[])
