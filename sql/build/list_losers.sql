-- The versions that lost: those that messages were kept from, and those whose bytes an export may bring again.
insert into core.older_versions by name
with holders as (
    select distinct
        kept.revision,
    from temp.kept
    where kept.place > 1
),

losers as (
    select
        ranked.provider,
        ranked.account_id,
        ranked.conversation_id,
        ranked.revision,
        ranked.load_id,
        ranked.updated_at,
        ranked.nodes,
        ranked.raw_bytes,
        ranked.raw_hash,
        ranked.exported_at,
        holders.revision is not null as is_holder,
        row_number() over (partition by ranked.number, ranked.raw_hash order by ranked.place) = 1 as is_first,
    from temp.ranked
    left join holders
        on ranked.revision = holders.revision
    where ranked.place > 1
        or ranked.raw_hash is not null
    qualify ranked.place > 1
)

select
    losers.provider,
    losers.account_id,
    losers.conversation_id,
    losers.revision,
    losers.load_id,
    losers.updated_at,
    losers.nodes,
    losers.raw_bytes,
    losers.raw_hash,
    losers.exported_at,
from losers
where losers.is_holder
    or (losers.is_first and losers.raw_hash is not null)
