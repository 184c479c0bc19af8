-- The best version of a conversation with several learns when others of it were seen; what is new, that it is.
with sightings as (
    select
        ranked.number,
        arg_min(ranked.revision, ranked.place) as revision,
        min(ranked.first_load_id) as first_load_id,
        min(ranked.first_seen_at) as first_seen_at,
        max(ranked.last_load_id) as last_load_id,
        max(ranked.last_seen_at) as last_seen_at,
        max(ranked.last_exported_at) as last_exported_at,
    from temp.ranked
    group by all
),

renewed as (
    select
        conversations.revision,
        coalesce(sightings.first_load_id, $load_id) as first_load_id,
        coalesce(sightings.first_seen_at, $started_at) as first_seen_at,
        sightings.last_load_id,
        sightings.last_seen_at,
        sightings.last_exported_at,
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
    last_load_id = renewed.last_load_id,
    last_seen_at = renewed.last_seen_at,
    last_exported_at = renewed.last_exported_at
from renewed
where conversations.revision = renewed.revision
