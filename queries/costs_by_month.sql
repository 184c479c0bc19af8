-- What would each month have cost on the API?
select
    coalesce(strftime(day, '%Y-%m'), '(unknown)') as month,
    count(*) as requests,
    count(*) filter (is_unpriced) as not_priced,
    sum(usd_visible_nocache) as usd_visible_nocache,
    sum(usd_low) as usd_low,
    sum(usd_mid) as usd_mid,
    sum(usd_high) as usd_high,
from v1.request_costs
where
    ($since::date is null or day >= $since::date)
    and ($until::date is null or day <= $until::date)
    and ($provider::varchar is null or provider = $provider)
    and ($model::varchar is null or model = $model)
    and ($account::varchar is null or account_id = $account)
group by all
order by month;

-- beside it: as in costs
