-- What became of the versions that this load extracted.
with best as (
    select
        ranked.number,
        arg_min(ranked.load_id, ranked.place) as load_id,
        arg_min(ranked.raw_hash, ranked.place) as raw_hash,
        bool_or(ranked.is_stored and ranked.load_id < $load_id) as was_known,
    from temp.ranked
    group by all
),

contested as (
    select
        count(*) filter (ranked.place = 1 and not best.was_known) as new,
        count(*) filter (ranked.place = 1 and best.was_known) as changed,
        count(*) filter (
            ranked.place > 1
            and ranked.raw_hash = best.raw_hash
        ) as unchanged,
        count(*) filter (ranked.place > 1) as lost,
    from temp.ranked
    inner join best
        on ranked.number = best.number
    where ranked.load_id = $load_id
        and ranked.is_stored
),

everything as (
    select
        count(*) as extracted,
    from core.conversations
    where conversations.load_id = $load_id
)

select
    everything.extracted - contested.changed - contested.lost as new,
    contested.changed,
    contested.unchanged,
    contested.lost - contested.unchanged as older,
from contested
cross join everything
