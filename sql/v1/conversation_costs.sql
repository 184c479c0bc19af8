-- What each conversation would have cost on an API.
create or replace view v1.conversation_costs as
with sums as (
    select
        revision,
        min(day) as first_day,
        count(*) as requests,
        count(*) filter (is_unpriced) as requests_unpriced,
        count(*) filter (token_basis = 'reported') as requests_reported,
        count(*) filter (is_unreported) as requests_unreported,
        coalesce(sum(input_visible + output_visible) filter (is_unpriced), 0) as tokens_unpriced,
        count(*) filter (price_status in ('proxy', 'ambiguous')) as requests_uncertain,
        count(*) filter (price_status = 'backdated') as requests_backdated,
        sum(input_once) as input_once,
        sum(input_visible) as input_visible,
        sum(output_visible) as output_visible,
        sum(reasoning_shown) as reasoning_shown,
        sum(cached_default) as cached_default,
        sum(billed_input) as billed_input,
        sum(billed_cache_read) as billed_cache_read,
        sum(billed_cache_write) as billed_cache_write,
        sum(billed_cache_write_1h) as billed_cache_write_1h,
        sum(billed_output) as billed_output,
        sum(billed_reasoning) as billed_reasoning,
        sum(usd) as usd,
        sum(usd_reported) as usd_reported,
        sum(usd_unreported) as usd_unreported,
        sum(usd_text_once) as usd_text_once,
        sum(usd_visible_nocache) as usd_visible_nocache,
        sum(usd_cache_strict) as usd_cache_strict,
        sum(usd_cache_default) as usd_cache_default,
        sum(usd_cache_best) as usd_cache_best,
        sum(usd_active_path) as usd_active_path,
        sum(usd_reasoning_shown) as usd_reasoning_shown,
        sum(usd_images_low) as usd_images_low,
        sum(usd_images_high) as usd_images_high,
        sum(usd_low) as usd_low,
        sum(usd_mid) as usd_mid,
        sum(usd_high) as usd_high,
    from v1.request_costs
    group by all
)

select
    conversations.provider::varchar as provider,
    conversations.account_id::varchar as account_id,
    conversations.conversation_id::varchar as conversation_id,
    conversations.title::varchar as title,
    conversations.project_id::varchar as project_id,
    sums.first_day::date as first_day,
    sums.requests::bigint as requests,
    sums.requests_unpriced::bigint as requests_unpriced,
    sums.requests_reported::bigint as requests_reported,
    sums.requests_unreported::bigint as requests_unreported,
    sums.tokens_unpriced::bigint as tokens_unpriced,
    sums.requests_uncertain::bigint as requests_uncertain,
    sums.requests_backdated::bigint as requests_backdated,
    sums.input_once::bigint as input_once,
    sums.input_visible::bigint as input_visible,
    sums.output_visible::bigint as output_visible,
    sums.reasoning_shown::bigint as reasoning_shown,
    sums.cached_default::bigint as cached_default,
    sums.billed_input::bigint as billed_input,
    sums.billed_cache_read::bigint as billed_cache_read,
    sums.billed_cache_write::bigint as billed_cache_write,
    sums.billed_cache_write_1h::bigint as billed_cache_write_1h,
    sums.billed_output::bigint as billed_output,
    sums.billed_reasoning::bigint as billed_reasoning,
    sums.usd::decimal(38, 12) as usd,
    sums.usd_reported::decimal(38, 12) as usd_reported,
    sums.usd_unreported::decimal(38, 12) as usd_unreported,
    sums.usd_text_once::decimal(38, 12) as usd_text_once,
    sums.usd_visible_nocache::decimal(38, 12) as usd_visible_nocache,
    sums.usd_cache_strict::decimal(38, 12) as usd_cache_strict,
    sums.usd_cache_default::decimal(38, 12) as usd_cache_default,
    sums.usd_cache_best::decimal(38, 12) as usd_cache_best,
    sums.usd_active_path::decimal(38, 12) as usd_active_path,
    sums.usd_reasoning_shown::decimal(38, 12) as usd_reasoning_shown,
    sums.usd_images_low::decimal(38, 12) as usd_images_low,
    sums.usd_images_high::decimal(38, 12) as usd_images_high,
    sums.usd_low::decimal(38, 12) as usd_low,
    sums.usd_mid::decimal(38, 12) as usd_mid,
    sums.usd_high::decimal(38, 12) as usd_high,
from sums
left join core.conversations on sums.revision = conversations.revision;

comment on view v1.conversation_costs is 'One row per provider, account and conversation with requests.';
comment on column v1.conversation_costs.conversation_id is 'The conversation, unique within provider and account.';
comment on column v1.conversation_costs.title is 'Title; NULL where it has none.';
comment on column v1.conversation_costs.project_id is 'The project it lies in; NULL where it lies in none.';
comment on column v1.conversation_costs.first_day is 'Local day of its first request; NULL where unknown.';
-- columns as in v1.daily_costs
