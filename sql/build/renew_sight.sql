-- Conversations of this load that are new, or the best version of one with several, learn when they were seen.
with sightings as (
    select
        ranked.number,
        arg_min(ranked.revision, ranked.place) as revision,
        min(ranked.first_load_id) as first_load_id,
        min(ranked.first_seen_at) as first_seen_at,
    from temp.ranked
    group by all
),

renewed as (
    select
        conversations.revision,
        coalesce(sightings.first_load_id, $load_id) as first_load_id,
        coalesce(sightings.first_seen_at, $started_at) as first_seen_at,
    from core.conversations
    left join sightings
        on conversations.revision = sightings.revision
    where conversations.load_id = $load_id
        or sightings.revision is not null
)

update core.conversations
set
    first_load_id = renewed.first_load_id,
    first_seen_at = renewed.first_seen_at,
    last_load_id = $load_id,
    last_seen_at = $started_at
from renewed
where conversations.revision = renewed.revision
