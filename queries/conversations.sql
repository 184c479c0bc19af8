-- Which were my longest conversations?
select
    title,
    last_day,
    user_messages,
    answers,
    billed_in + billed_out as tokens,
    conversation_id,
from v1.conversations
where
    ($since::date is null or last_day >= $since::date)
    and ($until::date is null or first_day <= $until::date)
    and ($provider::varchar is null or provider = $provider)
    and ($account::varchar is null or account_id = $account)
order by user_messages + answers desc, tokens desc, conversation_id
limit 20;
