-- What would each category have cost on the API?
-- for programs: requests_reported, requests_unreported, usd_unreported, billed_input, billed_cache_read, billed_cache_write, billed_cache_write_1h, billed_output, billed_reasoning, usd_mid, usd_visible_nocache
with conversations as (
    select
        provider,
        account_id,
        conversation_id,
        count(*) as requests,
        count(*) filter (is_unpriced) as not_priced,
        sum(usd) as usd,
        sum(usd_low) as usd_low,
        sum(usd_high) as usd_high,
        sum(usd_reported) as usd_reported,
        count(*) filter (token_basis = 'reported') as requests_reported,
        count(*) filter (is_unreported) as requests_unreported,
        sum(usd_unreported) as usd_unreported,
        sum(billed_input) as billed_input,
        sum(billed_cache_read) as billed_cache_read,
        sum(billed_cache_write) as billed_cache_write,
        sum(billed_cache_write_1h) as billed_cache_write_1h,
        sum(billed_output) as billed_output,
        sum(billed_reasoning) as billed_reasoning,
        sum(usd_mid) as usd_mid,
        sum(usd_visible_nocache) as usd_visible_nocache,
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
    sum(conversations.usd) as usd,
    sum(conversations.usd_low) as usd_low,
    sum(conversations.usd_high) as usd_high,
    sum(conversations.usd_reported) as usd_reported,
    sum(conversations.requests_reported)::bigint as requests_reported,
    sum(conversations.requests_unreported)::bigint as requests_unreported,
    sum(conversations.usd_unreported) as usd_unreported,
    sum(conversations.billed_input)::bigint as billed_input,
    sum(conversations.billed_cache_read)::bigint as billed_cache_read,
    sum(conversations.billed_cache_write)::bigint as billed_cache_write,
    sum(conversations.billed_cache_write_1h)::bigint as billed_cache_write_1h,
    sum(conversations.billed_output)::bigint as billed_output,
    sum(conversations.billed_reasoning)::bigint as billed_reasoning,
    sum(conversations.usd_mid) as usd_mid,
    sum(conversations.usd_visible_nocache) as usd_visible_nocache,
from conversations
inner join v1.conversation_categories
    on conversations.provider = conversation_categories.provider
    and conversations.account_id is not distinct from conversation_categories.account_id
    and conversations.conversation_id = conversation_categories.conversation_id
group by all
order by usd desc nulls last, requests desc, category;

-- beside it: as in costs
