-- OpenAI against Anthropic and everybody else, day by day.
create or replace view v1.vendor_daily as
with provider_days as (
    select
        day,
        vendor,
        messages,
        user_messages,
        answers,
        tokens_in,
        tokens_out,
        billed_in,
        billed_out,
        requests,
        requests_unpriced,
        requests_reported,
        usd,
        usd_low,
        usd_high,
        usd_reported,
        usd_visible_nocache,
    from v1.provider_daily
),

days as (
    select distinct day from provider_days
),

vendors as (
    select distinct vendor from provider_days
),

spine as (
    select
        days.day,
        vendors.vendor,
    from days
    cross join vendors
),

sums as (
    select
        spine.day,
        spine.vendor,
        coalesce(sum(provider_days.messages), 0) as messages,
        coalesce(sum(provider_days.user_messages), 0) as user_messages,
        coalesce(sum(provider_days.answers), 0) as answers,
        coalesce(sum(provider_days.tokens_in), 0) as tokens_in,
        coalesce(sum(provider_days.tokens_out), 0) as tokens_out,
        coalesce(sum(provider_days.billed_in), 0) as billed_in,
        coalesce(sum(provider_days.billed_out), 0) as billed_out,
        coalesce(sum(provider_days.requests), 0) as requests,
        coalesce(sum(provider_days.requests_unpriced), 0) as requests_unpriced,
        coalesce(sum(provider_days.requests_reported), 0) as requests_reported,
        sum(provider_days.usd) as usd,
        sum(provider_days.usd_low) as usd_low,
        sum(provider_days.usd_high) as usd_high,
        sum(provider_days.usd_reported) as usd_reported,
        sum(provider_days.usd_visible_nocache) as usd_visible_nocache,
    from spine
    left join provider_days
        on spine.day is not distinct from provider_days.day
        and spine.vendor is not distinct from provider_days.vendor
    group by all
)

select
    day::date as day,
    vendor::varchar as vendor,
    messages::bigint as messages,
    user_messages::bigint as user_messages,
    answers::bigint as answers,
    tokens_in::bigint as tokens_in,
    tokens_out::bigint as tokens_out,
    billed_in::bigint as billed_in,
    billed_out::bigint as billed_out,
    requests::bigint as requests,
    requests_unpriced::bigint as requests_unpriced,
    requests_reported::bigint as requests_reported,
    usd::decimal(38, 12) as usd,
    usd_low::decimal(38, 12) as usd_low,
    usd_high::decimal(38, 12) as usd_high,
    usd_reported::decimal(38, 12) as usd_reported,
    usd_visible_nocache::decimal(38, 12) as usd_visible_nocache,
    (user_messages::double / nullif(sum(user_messages) over (partition by day), 0))::double as user_message_share,
    (answers::double / nullif(sum(answers) over (partition by day), 0))::double as answer_share,
    (tokens_out::double / nullif(sum(tokens_out) over (partition by day), 0))::double as tokens_out_share,
    (usd_visible_nocache::double / nullif(sum(usd_visible_nocache) over (partition by day), 0)::double)::double as usd_share,
    (usd::double / nullif(sum(usd) over (partition by day), 0)::double)::double as share_of_usd,
from sums;

comment on view v1.vendor_daily is 'One row per local day with messages and vendor: every vendor there is in the file on every such day, with 0 where it was not used.';
comment on column v1.vendor_daily.vendor is 'Who sells the models: openai, anthropic; the provider where that is not known. All its products and accounts together: for these see provider_daily.';
comment on column v1.vendor_daily.user_message_share is 'Part of the user''s messages of that day at all vendors, 0 to 1; NULL where there are none.';
-- columns as in v1.provider_daily
