-- What did my latest sessions use?
with sessions as (
    select
        provider,
        account_id,
        session_id,
        max(created_at) as last_at,
        max(day) as day,
        sum(billed_input)::bigint as input,
        sum(billed_cache_read)::bigint as cache_read,
        sum(billed_cache_write)::bigint as cache_write,
        sum(billed_output)::bigint as output,
        sum(usd)::decimal(38, 12) as usd,
    from v1.request_usage
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($model::varchar is null or model = $model)
        and ($account::varchar is null or account_id = $account)
    group by all
    order by last_at desc nulls last, session_id
    limit 30
)

select
    sessions.day as last_day,
    coalesce(conversations.title, sessions.session_id) as session,
    sessions.input,
    sessions.cache_read,
    sessions.cache_write,
    sessions.output,
    sessions.usd,
    sessions.session_id,
    sessions.provider,
from sessions
left join v1.conversations
    on sessions.provider = conversations.provider
    and sessions.account_id is not distinct from conversations.account_id
    and sessions.session_id = conversations.conversation_id
order by sessions.last_at desc nulls last, sessions.session_id;

-- for programs: session_id, provider

-- beside it:
with sessions as (
    select count(distinct (provider, account_id, session_id)) as sessions,
    from v1.request_usage
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($model::varchar is null or model = $model)
        and ($account::varchar is null or account_id = $account)
)

select format('The latest 30 of {:,} sessions; all of them: etl report tokens --by session', sessions) as note
from sessions
where sessions > 30;
