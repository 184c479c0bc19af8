-- temp.ranked: every version of each conversation that has more than one, the best first.
create or replace temp table ranked as
with contested as (
    select
        conversations.provider,
        conversations.account_id,
        conversations.conversation_id,
    from core.conversations
    group by all
    having count(*) > 1
),

numbered as (
    select
        contested.provider,
        contested.account_id,
        contested.conversation_id,
        row_number() over () as number,
    from contested
),

versions as (
    select
        conversations.provider,
        conversations.account_id,
        conversations.conversation_id,
        conversations.revision,
        conversations.load_id,
        conversations.updated_at,
        conversations.nodes,
        conversations.raw_bytes,
        conversations.raw_hash,
        conversations.exported_at,
        conversations.first_load_id,
        conversations.first_seen_at,
        conversations.last_load_id,
        conversations.last_seen_at,
        conversations.last_exported_at,
        true as is_stored,
    from core.conversations

    union all

    select
        older_versions.provider,
        older_versions.account_id,
        older_versions.conversation_id,
        older_versions.revision,
        older_versions.load_id,
        older_versions.updated_at,
        older_versions.nodes,
        older_versions.raw_bytes,
        older_versions.raw_hash,
        older_versions.exported_at,
        null as first_load_id,
        null as first_seen_at,
        null as last_load_id,
        null as last_seen_at,
        null as last_exported_at,
        false as is_stored,
    from core.older_versions
)

select
    numbered.number,
    versions.*,
    row_number() over (
        partition by numbered.number
        order by
            coalesce(versions.updated_at, versions.exported_at) desc nulls last,
            versions.exported_at desc nulls last,
            versions.raw_hash is null,
            versions.revision desc
    ) as place,
from numbered
inner join versions
    on numbered.provider = versions.provider
    and numbered.account_id is not distinct from versions.account_id
    and numbered.conversation_id = versions.conversation_id
