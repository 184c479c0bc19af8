-- What was billed for each session?
with sessions as (
    select
        provider,
        account_id,
        session_id,
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
)

select
    coalesce(conversations.title, sessions.session_id) as session,
    sessions.input,
    sessions.cache_read,
    sessions.cache_write,
    sessions.output,
    sessions.usd,
from sessions
left join v1.conversations
    on sessions.provider = conversations.provider
    and sessions.account_id is not distinct from conversations.account_id
    and sessions.session_id = conversations.conversation_id
order by sessions.usd desc nulls last, sessions.output desc, sessions.session_id;

-- in all: as in tokens

-- beside it: as in tokens
