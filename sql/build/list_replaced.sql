-- What the versions of a conversation tell otherwise than the best one, as far as both tell it; each thing once.
insert into core.replacements by name
with best as (
    select
        ranked.number,
        conversations.*,
    from temp.ranked
    inner join core.conversations
        on ranked.revision = conversations.revision
    where ranked.place = 1
),

lesser as (
    select
        ranked.number,
        ranked.revision,
        ranked.load_id < $load_id as is_stored,
        conversations.title,
        conversations.project_id,
        conversations.is_archived,
        conversations.is_starred,
        conversations.current_node_id,
    from temp.ranked
    inner join core.conversations
        on ranked.revision = conversations.revision
    where ranked.place > 1
        and ranked.raw_hash is not null
),

heads as (
    select lesser.number, lesser.revision, lesser.is_stored, unnest([
        if(lesser.title <> best.title, 'title', null),
        if(lesser.project_id <> best.project_id, 'project', null),
        if(lesser.is_archived <> best.is_archived, 'archived', null),
        if(lesser.is_starred <> best.is_starred, 'starred', null),
        if(shown.is_current = false, 'shown branch', null),
    ]) as what,
    from lesser
    inner join best
        on lesser.number = best.number
    left join core.messages as shown
        on best.revision = shown.revision
        and lesser.current_node_id = shown.node_id
),

texts as (
    select
        rivals.number,
        rivals.revision,
        rivals.is_stored,
        rivals.node_id,
        rivals.characters,
    from temp.rivals
    left join temp.readings as other
        on rivals.revision = other.revision
        and rivals.node_id = other.node_id
    left join temp.readings as holds
        on rivals.kept_revision = holds.revision
        and rivals.node_id = holds.node_id
    where rivals.is_other
        or other.reading <> holds.reading
),

every as (
    select heads.number, heads.revision, heads.is_stored, null as node_id, heads.what, null as characters
    from heads
    where heads.what is not null

    union all

    select texts.number, texts.revision, texts.is_stored, texts.node_id, 'text', texts.characters
    from texts
)

select
    best.provider,
    best.account_id,
    best.conversation_id,
    $load_id as load_id,
    max(every.revision) as revision,
    every.node_id,
    every.what,
    every.characters,
    bool_or(every.is_stored) as is_stored,
from every
inner join best
    on every.number = best.number
where not exists (
    select 1
    from core.replacements as told
    where told.provider = best.provider
        and told.account_id is not distinct from best.account_id
        and told.conversation_id = best.conversation_id
        and told.node_id is not distinct from every.node_id
        and told.what = every.what
        and told.characters is not distinct from every.characters
        and not every.is_stored
)
group by all
