-- What do some messages say around a text?
with wanted as (
    select
        unnest($providers::varchar[]) as provider,
        unnest($accounts::varchar[]) as account_id,
        unnest($conversations::varchar[]) as conversation_id,
        unnest($nodes::varchar[]) as node_id,
        unnest($revisions::bigint[]) as revision,
),

-- The marks of citations, which no font can show, are no part of what was said.
said as (
    select
        provider,
        account_id,
        conversation_id,
        node_id,
        revision,
        role,
        regexp_replace(text, '\x{E200}[^\x{E200}\x{E201}]{0,400}\x{E201}|[\x{E200}-\x{E206}]', '', 'g') as text,
    from v1.messages
    -- Messages lie in the order of their revisions: what is outside of these need not be read.
    where
        revision between list_min($revisions::bigint[]) and list_max($revisions::bigint[])
        and list_contains($nodes::varchar[], node_id)
)

select
    said.provider,
    wanted.account_id,
    said.conversation_id,
    said.node_id,
    said.role,
    said.text[
        greatest(1, strpos(lower(said.text), lower($text)) - 80)
        :greatest(1, strpos(lower(said.text), lower($text)) - 80) + 240
    ] as snippet,
from said
inner join wanted
    on said.provider = wanted.provider
    and coalesce(said.account_id, '') = wanted.account_id
    and said.conversation_id = wanted.conversation_id
    and said.node_id = wanted.node_id
    and said.revision = wanted.revision
