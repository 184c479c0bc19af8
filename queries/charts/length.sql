-- How long are my conversations?
with conversations as (
    select
        case $metric::varchar
            when 'messages' then messages
            when 'tokens' then tokens_in + tokens_out
            else user_messages
        end as length,
    from v1.conversations
    where
        ($since::date is null or first_day >= $since::date)
        and ($until::date is null or first_day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
)

select
    length,
    count(*)::bigint as conversations,
from conversations
group by all
order by length;
