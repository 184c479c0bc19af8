-- What was billed each week?
select
    coalesce(strftime(date_trunc('week', day), '%Y-%m-%d'), '(unknown)') as week_from,
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
order by min(day) nulls last;

-- in all: as in tokens

-- beside it: as in tokens
