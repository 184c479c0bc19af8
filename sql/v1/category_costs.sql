-- What the conversations of each category would have cost on an API.
create or replace view v1.category_costs as
select
    conversation_costs.provider::varchar as provider,
    conversation_costs.account_id::varchar as account_id,
    conversation_categories.category::varchar as category,
    count(*)::bigint as conversations,
    sum(conversation_costs.requests)::bigint as requests,
    sum(conversation_costs.requests_unpriced)::bigint as requests_unpriced,
    sum(conversation_costs.requests_reported)::bigint as requests_reported,
    sum(conversation_costs.requests_unreported)::bigint as requests_unreported,
    sum(conversation_costs.tokens_unpriced)::bigint as tokens_unpriced,
    sum(conversation_costs.requests_uncertain)::bigint as requests_uncertain,
    sum(conversation_costs.requests_backdated)::bigint as requests_backdated,
    sum(conversation_costs.input_once)::bigint as input_once,
    sum(conversation_costs.input_visible)::bigint as input_visible,
    sum(conversation_costs.output_visible)::bigint as output_visible,
    sum(conversation_costs.reasoning_shown)::bigint as reasoning_shown,
    sum(conversation_costs.cached_default)::bigint as cached_default,
    sum(conversation_costs.billed_input)::bigint as billed_input,
    sum(conversation_costs.billed_cache_read)::bigint as billed_cache_read,
    sum(conversation_costs.billed_cache_write)::bigint as billed_cache_write,
    sum(conversation_costs.billed_cache_write_1h)::bigint as billed_cache_write_1h,
    sum(conversation_costs.billed_output)::bigint as billed_output,
    sum(conversation_costs.billed_reasoning)::bigint as billed_reasoning,
    sum(conversation_costs.usd)::decimal(38, 12) as usd,
    sum(conversation_costs.usd_reported)::decimal(38, 12) as usd_reported,
    sum(conversation_costs.usd_unreported)::decimal(38, 12) as usd_unreported,
    sum(conversation_costs.usd_text_once)::decimal(38, 12) as usd_text_once,
    sum(conversation_costs.usd_visible_nocache)::decimal(38, 12) as usd_visible_nocache,
    sum(conversation_costs.usd_cache_strict)::decimal(38, 12) as usd_cache_strict,
    sum(conversation_costs.usd_cache_default)::decimal(38, 12) as usd_cache_default,
    sum(conversation_costs.usd_cache_best)::decimal(38, 12) as usd_cache_best,
    sum(conversation_costs.usd_active_path)::decimal(38, 12) as usd_active_path,
    sum(conversation_costs.usd_reasoning_shown)::decimal(38, 12) as usd_reasoning_shown,
    sum(conversation_costs.usd_images_low)::decimal(38, 12) as usd_images_low,
    sum(conversation_costs.usd_images_high)::decimal(38, 12) as usd_images_high,
    sum(conversation_costs.usd_low)::decimal(38, 12) as usd_low,
    sum(conversation_costs.usd_mid)::decimal(38, 12) as usd_mid,
    sum(conversation_costs.usd_high)::decimal(38, 12) as usd_high,
from v1.conversation_costs
inner join v1.conversation_categories
    on conversation_costs.provider = conversation_categories.provider
    and conversation_costs.account_id is not distinct from conversation_categories.account_id
    and conversation_costs.conversation_id = conversation_categories.conversation_id
group by all;

comment on view v1.category_costs is 'One row per provider, account and category with requests, and one for the conversations without a category.';
comment on column v1.category_costs.category is 'The category; NULL for the conversations that have none yet.';
-- columns as in v1.project_costs
