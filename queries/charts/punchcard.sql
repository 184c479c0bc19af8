-- At what hours and on which weekdays do I write?
select
    dim_date.weekday,
    dim_date.weekday_name,
    messages.local_hour as hour,
    count(*)::bigint as user_messages,
from v1.messages
inner join v1.dim_date on messages.local_date = dim_date.day
where
    messages.is_user_message
    and messages.local_hour is not null
    and ($since::date is null or messages.local_date >= $since::date)
    and ($until::date is null or messages.local_date <= $until::date)
    and ($provider::varchar is null or messages.provider = $provider)
    and ($account::varchar is null or messages.account_id = $account)
group by all
order by dim_date.weekday, hour;

-- beside it:
select
    count(*)::bigint as user_messages_undated,
from v1.messages
where
    is_user_message
    and local_hour is null
    and ($provider::varchar is null or provider = $provider)
    and ($account::varchar is null or account_id = $account);
