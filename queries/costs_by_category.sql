-- What would each category have cost on the API?
with conversations as (
    select
        provider,
        account_id,
        conversation_id,
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
)

select
    coalesce(conversation_categories.category, '(no category)') as category,
    count(*) as chats,
    sum(conversations.requests)::bigint as requests,
    sum(conversations.not_priced)::bigint as not_priced,
    sum(conversations.usd_visible_nocache) as usd_visible_nocache,
    sum(conversations.usd_low) as usd_low,
    sum(conversations.usd_mid) as usd_mid,
    sum(conversations.usd_high) as usd_high,
from conversations
inner join v1.conversation_categories
    on conversations.provider = conversation_categories.provider
    and conversations.account_id is not distinct from conversation_categories.account_id
    and conversations.conversation_id = conversation_categories.conversation_id
group by all
order by usd_visible_nocache desc nulls last, requests desc, category;

-- beside it: as in costs
