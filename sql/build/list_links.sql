-- Every message of every version of the conversations that keep messages of an older one.
with grown as (
    select distinct
        kept.number,
    from temp.kept
    where kept.place > 1
),

others as (
    select
        message_tokens.revision,
        message_tokens.node_id,
        list({'encoding': message_tokens.encoding, 'tokens': message_tokens.tokens}) as others,
    from core.message_tokens
    where message_tokens.revision in (select ranked.revision from temp.ranked)
    group by all
)

select
    ranked.number,
    ranked.place,
    kept.revision is not null as kept,
    messages.revision,
    messages.node_id,
    messages.parent_id,
    messages.position,
    messages.depth,
    if(messages.created_at_basis = 'message', epoch_us(messages.created_at), null) as created_at,
    messages.role,
    messages.is_current,
    messages.in_context,
    messages.tokens,
    messages.encoding,
    others.others,
    messages.usage_id,
from core.messages
inner join temp.ranked
    on messages.revision = ranked.revision
inner join grown
    on ranked.number = grown.number
left join temp.kept
    on messages.revision = kept.revision
    and messages.node_id = kept.node_id
left join others
    on messages.revision = others.revision
    and messages.node_id = others.node_id
order by
    ranked.number,
    ranked.place,
    messages.position,
    messages.node_id
