-- How much did I chat, month by month?
with days as (
    select
        *,
        row_number() over (partition by provider, account_id, conversation_id order by day) as day_number,
    from v1.conversation_days
    where
        ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
)

select
    coalesce(strftime(day, '%Y-%m'), '(unknown)') as month,
    provider,
    count(distinct day) as active_days,
    count(distinct (account_id, conversation_id)) as chats,
    count(*) filter (day_number = 1) as started,
    sum(user_messages)::bigint as my_messages,
    sum(answers)::bigint as answers,
    sum(billed_in + billed_out)::bigint as tokens,
from days
where
    ($since::date is null or day >= $since::date)
    and ($until::date is null or day <= $until::date)
group by all
order by month, provider;

-- beside it: as in daily
