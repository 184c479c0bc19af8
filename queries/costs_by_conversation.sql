-- Which conversations would have cost most on the API?
with costliest as (
    select
        provider,
        account_id,
        conversation_id,
        min(day) as first_day,
        count(*) as requests,
        count(*) filter (is_unpriced) as not_priced,
        sum(usd_visible_nocache) as usd_visible_nocache,
        sum(usd_mid) as usd_mid,
    from v1.request_costs
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($model::varchar is null or model = $model)
        and ($account::varchar is null or account_id = $account)
    group by all
    order by usd_visible_nocache desc nulls last, requests desc, conversation_id
    limit 20
)

select
    conversation_costs.title,
    costliest.first_day,
    costliest.requests,
    costliest.not_priced,
    costliest.usd_visible_nocache,
    costliest.usd_mid,
    costliest.conversation_id,
from costliest
inner join v1.conversation_costs
    on costliest.provider = conversation_costs.provider
    and costliest.account_id is not distinct from conversation_costs.account_id
    and costliest.conversation_id = conversation_costs.conversation_id
order by costliest.usd_visible_nocache desc nulls last, costliest.requests desc, costliest.conversation_id;

-- beside it: as in costs
