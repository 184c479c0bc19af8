-- How much did I chat, day by day?
select
    day,
    provider,
    sum(conversations)::bigint as chats,
    sum(conversations_started)::bigint as started,
    sum(user_messages)::bigint as user_messages,
    sum(answers)::bigint as answers,
    sum(tokens_in)::bigint as tokens_in,
    sum(tokens_out)::bigint as tokens_out,
from v1.daily_usage
where
    ($since::date is null or day >= $since::date)
    and ($until::date is null or day <= $until::date)
    and ($provider::varchar is null or provider = $provider)
    and ($account::varchar is null or account_id = $account)
group by all
order by day, provider;
