-- On which days did I chat, and how much?
with uses as (
    select
        day,
        sum(conversations) as conversations,
        sum(messages) as messages,
        sum(user_messages) as user_messages,
        sum(billed_in + billed_out) as tokens,
    from v1.daily_usage
    where
        day is not null
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
),

costs as (
    select
        day,
        sum(usd) as usd,
        sum(requests_unpriced) as requests_unpriced,
    from v1.daily_costs
    where
        day is not null
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
)

select
    coalesce(uses.day, costs.day) as day,
    coalesce(uses.conversations, 0)::bigint as conversations,
    coalesce(uses.messages, 0)::bigint as messages,
    coalesce(uses.user_messages, 0)::bigint as user_messages,
    coalesce(uses.tokens, 0)::bigint as tokens,
    costs.usd,
    coalesce(costs.requests_unpriced, 0)::bigint as requests_unpriced,
from uses
full join costs on uses.day = costs.day
order by 1;

-- beside it:
select
    min(day) as first_day,
    max(day) as last_day,
    coalesce(sum(messages) filter (day is null), 0)::bigint as messages_undated,
from v1.daily_usage
where
    ($provider::varchar is null or provider = $provider)
    and ($account::varchar is null or account_id = $account);
