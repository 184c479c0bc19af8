-- How polite, curious and loud am I, month by month?
select
    coalesce(strftime(month, '%Y-%m'), '(unknown)') as month,
    sum(user_messages)::bigint as messages,
    round(sum(words) / sum(user_messages))::bigint as words_each,
    round(100 * sum(polite_messages) / sum(user_messages), 1)::decimal(4, 1) as polite_percent,
    sum(pleases + thanks)::bigint as please_thanks,
    sum(questions)::bigint as asked,
    sum(exclamations)::bigint as exclaimed,
    sum(laughs)::bigint as lol,
    sum(curses)::bigint as curses,
    sum(caps_messages)::bigint as caps,
from v1.personality
where
    ($since::date is null or month >= date_trunc('month', $since::date))
    and ($until::date is null or month <= $until::date)
    and ($provider::varchar is null or provider = $provider)
    and ($account::varchar is null or account_id = $account)
group by all
order by month;
