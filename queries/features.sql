-- Which features did I use, how often, and since when?
with slim as (
    select distinct
        provider,
        account_id,
    from v1.feature_usage
    where is_undercounted
)

select
    feature_uses.feature,
    count(*) as uses,
    count(distinct (feature_uses.provider, feature_uses.account_id, feature_uses.conversation_id)) as chats,
    min(feature_uses.day) as first_day,
    max(feature_uses.day) as last_day,
    bool_or(feature_uses.is_tool and slim.provider is not null) as undercounted,
from v1.feature_uses
left join slim
    on feature_uses.provider = slim.provider
    and feature_uses.account_id is not distinct from slim.account_id
where
    ($since::date is null or feature_uses.day >= $since::date)
    and ($until::date is null or feature_uses.day <= $until::date)
    and ($provider::varchar is null or feature_uses.provider = $provider)
    and ($account::varchar is null or feature_uses.account_id = $account)
group by all
order by uses desc, feature_uses.feature;

-- beside it:
with exports as (
    select
        bool_or(export_format = 'slim') as is_slim,
        bool_or(provider = 'claude') as is_claude,
    from v1.conversations
    where
        ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

notes as (
    select 1 as line, 'Undercounted: some chats come from slim exports, which leave tools out.' as note from exports
    where is_slim
    union all
    select
        2,
        'For Claude, canvas means artifacts, code execution the analysis tool too, connectors MCP servers, '
            || 'and deep research its Research.',
    from exports
    where is_claude
)

select note from notes
order by line;
