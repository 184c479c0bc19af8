-- Which features the user uses, how often, since when.
create or replace view v1.feature_usage as
with features as (
    select
        provider,
        account_id,
        feature,
        is_tool,
        count(*) as uses,
        count(distinct conversation_id) as conversations,
        min(used_at) as first_used_at,
        max(used_at) as last_used_at,
    from v1.feature_uses
    group by all
),

formats as (
    select
        provider,
        account_id,
        count(*) as all_conversations,
        count(*) filter (export_format = 'slim') as slim_conversations,
    from core.conversations
    group by all
)

select
    features.provider::varchar as provider,
    features.account_id::varchar as account_id,
    features.feature::varchar as feature,
    features.uses::bigint as uses,
    features.conversations::bigint as conversations,
    features.first_used_at::timestamp as first_used_at,
    features.last_used_at::timestamp as last_used_at,
    formats.all_conversations::bigint as all_conversations,
    formats.slim_conversations::bigint as slim_conversations,
    (features.is_tool and formats.slim_conversations > 0)::boolean as is_undercounted,
from features
left join formats
    on features.provider = formats.provider
    and features.account_id is not distinct from formats.account_id;

comment on view v1.feature_usage is 'One row per provider, account and feature that was used.';
comment on column v1.feature_usage.uses is 'Calls of the tool; for voice, vision input and file upload messages of the user; for projects and GPTs conversations.';
comment on column v1.feature_usage.conversations is 'Conversations in which it was used.';
comment on column v1.feature_usage.first_used_at is 'Time of the first use, UTC; NULL where unknown.';
comment on column v1.feature_usage.last_used_at is 'Time of the last use, UTC; NULL where unknown.';
comment on column v1.feature_usage.all_conversations is 'Conversations of the account.';
comment on column v1.feature_usage.slim_conversations is 'Those of them from slim exports, which lack tool messages.';
comment on column v1.feature_usage.is_undercounted is 'Whether slim exports hide some uses: true for tools where slim_conversations is not 0.';
-- columns as in v1.feature_uses
