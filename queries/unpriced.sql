-- Which requests have no price, and how to give them one?
with requests as (
    select
        provider,
        account_id,
        model,
        price_status,
        day is null as is_undated,
        count(*) as requests,
        sum(input_visible + output_visible) as tokens,
        min(day) as first_day,
        max(day) as last_day,
    from v1.request_costs
    where
        is_unpriced
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($model::varchar is null or model = $model)
        and ($account::varchar is null or account_id = $account)
    group by all
),

reasons as (
    select
        provider,
        account_id,
        model,
        price_status,
        first_day is null as is_undated,
        min(how_to) as how_to,
    from v1.unpriced_models
    group by all
)

select
    coalesce(requests.model, '(unknown)') as model,
    sum(requests.requests)::bigint as requests,
    sum(requests.tokens)::bigint as tokens,
    min(requests.first_day) as first_day,
    max(requests.last_day) as last_day,
    reasons.how_to,
from requests
left join reasons
    on requests.provider = reasons.provider
    and requests.account_id is not distinct from reasons.account_id
    and requests.model is not distinct from reasons.model
    and requests.price_status = reasons.price_status
    and (requests.is_undated = reasons.is_undated or requests.price_status = 'unmapped')
group by all
order by tokens desc, model, how_to;

-- beside it:
with requests as (
    select distinct
        provider,
        account_id,
        model,
        price_status,
        day is null as is_undated,
    from v1.request_costs
    where
        is_unpriced
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($model::varchar is null or model = $model)
        and ($account::varchar is null or account_id = $account)
),

reasons as (
    select
        unpriced_models.reason,
        unpriced_models.how_to,
        sum(unpriced_models.tokens) as tokens,
    from v1.unpriced_models
    semi join requests
        on unpriced_models.provider = requests.provider
        and unpriced_models.account_id is not distinct from requests.account_id
        and unpriced_models.model is not distinct from requests.model
        and unpriced_models.price_status = requests.price_status
        and ((unpriced_models.first_day is null) = requests.is_undated or requests.price_status = 'unmapped')
    group by all
)

select
    reason || case
        when count(how_to) > 0
            then ' Give it a price with: '
                || array_to_string(list(how_to order by tokens desc, how_to)[1:3], ' or ')
        else ''
    end as note,
from reasons
group by reason
order by sum(tokens) desc, reason;
