-- Which features did I use, how often, and since when?
select
    feature,
    sum(uses)::bigint as uses,
    sum(conversations)::bigint as chats,
    min(first_used_at)::date as first_used,
    max(last_used_at)::date as last_used,
    bool_or(is_undercounted) as undercounted,
from v1.feature_usage
where
    ($provider::varchar is null or provider = $provider)
    and ($account::varchar is null or account_id = $account)
group by all
order by uses desc, feature;
