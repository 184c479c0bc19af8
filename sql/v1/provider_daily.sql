-- Providers and accounts beside one another, day by day.
create or replace view v1.provider_daily as
with parts as (
    select
        provider,
        account_id,
        day,
        sum(messages) as messages,
        sum(user_messages) as user_messages,
        sum(answers) as answers,
        sum(tokens_in) as tokens_in,
        sum(tokens_out) as tokens_out,
        sum(billed_in) as billed_in,
        sum(billed_out) as billed_out,
        0 as requests,
        0 as requests_unpriced,
        0 as requests_reported,
        null::decimal(38, 12) as usd,
        null::decimal(38, 12) as usd_low,
        null::decimal(38, 12) as usd_high,
        null::decimal(38, 12) as usd_reported,
        null::decimal(38, 12) as usd_visible_nocache,
    from v1.conversation_days
    group by all
    union all
    select
        provider,
        account_id,
        day,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        count(*),
        count(*) filter (is_unpriced),
        count(*) filter (token_basis = 'reported'),
        sum(usd),
        sum(usd_low),
        sum(usd_high),
        sum(usd_reported),
        sum(usd_visible_nocache),
    from v1.request_costs
    group by all
),

days as (
    select
        provider,
        account_id,
        day,
        sum(messages) as messages,
        sum(user_messages) as user_messages,
        sum(answers) as answers,
        sum(tokens_in) as tokens_in,
        sum(tokens_out) as tokens_out,
        sum(billed_in) as billed_in,
        sum(billed_out) as billed_out,
        sum(requests) as requests,
        sum(requests_unpriced) as requests_unpriced,
        sum(requests_reported) as requests_reported,
        sum(usd) as usd,
        sum(usd_low) as usd_low,
        sum(usd_high) as usd_high,
        sum(usd_reported) as usd_reported,
        sum(usd_visible_nocache) as usd_visible_nocache,
    from parts
    group by all
)

select
    days.day::date as day,
    coalesce(providers.vendor, days.provider)::varchar as vendor,
    days.provider::varchar as provider,
    days.account_id::varchar as account_id,
    days.messages::bigint as messages,
    days.user_messages::bigint as user_messages,
    days.answers::bigint as answers,
    days.tokens_in::bigint as tokens_in,
    days.tokens_out::bigint as tokens_out,
    days.billed_in::bigint as billed_in,
    days.billed_out::bigint as billed_out,
    days.requests::bigint as requests,
    days.requests_unpriced::bigint as requests_unpriced,
    days.requests_reported::bigint as requests_reported,
    days.usd::decimal(38, 12) as usd,
    days.usd_low::decimal(38, 12) as usd_low,
    days.usd_high::decimal(38, 12) as usd_high,
    days.usd_reported::decimal(38, 12) as usd_reported,
    days.usd_visible_nocache::decimal(38, 12) as usd_visible_nocache,
    (days.user_messages::double / nullif(sum(days.user_messages) over (partition by days.day), 0))::double as user_message_share,
    (days.answers::double / nullif(sum(days.answers) over (partition by days.day), 0))::double as answer_share,
    (days.tokens_out::double / nullif(sum(days.tokens_out) over (partition by days.day), 0))::double as tokens_out_share,
    (
        days.usd_visible_nocache::double / nullif(sum(days.usd_visible_nocache) over (partition by days.day), 0)::double
    )::double as usd_share,
    (days.usd::double / nullif(sum(days.usd) over (partition by days.day), 0)::double)::double as share_of_usd,
from days
left join core.providers on days.provider = providers.provider;

comment on view v1.provider_daily is 'One row per local day, provider and account with messages or requests; days without are left out. For vendors side by side see vendor_daily.';
comment on column v1.provider_daily.vendor is 'Who sells the provider''s models: openai, anthropic; the provider where that is not known.';
comment on column v1.provider_daily.requests is 'Requests: billed generations of a model, on any branch.';
comment on column v1.provider_daily.requests_unpriced is 'Requests without a price, which no sum of dollars has.';
comment on column v1.provider_daily.requests_reported is 'Requests whose tokens the API itself reports: exact.';
comment on column v1.provider_daily.usd is 'US dollars, the one figure of a headline: reported tokens at their exact price, else the likeliest simulation; its range is usd_low to usd_high; NULL where no request has a price.';
comment on column v1.provider_daily.usd_low is 'The least: the cheapest cache scenario and model, with shown reasoning and pictures at low detail; NULL where no request has a price.';
comment on column v1.provider_daily.usd_high is 'The most: the dearest cache scenario and model, with estimated reasoning, pictures at high detail and reported files; NULL where no request has a price.';
comment on column v1.provider_daily.usd_reported is 'The part of usd whose tokens the API itself reports; NULL where none of it is.';
comment on column v1.provider_daily.usd_visible_nocache is 'US dollars for everything sent and answered, without the prompt cache; NULL where no request has a price.';
comment on column v1.provider_daily.user_message_share is 'Part of the user''s messages of that day at all providers, 0 to 1; NULL where there are none.';
comment on column v1.provider_daily.answer_share is 'Part of the answers of that day, 0 to 1; NULL where there are none.';
comment on column v1.provider_daily.tokens_out_share is 'Part of tokens_out of that day, 0 to 1; NULL where there are none.';
comment on column v1.provider_daily.usd_share is 'Part of usd_visible_nocache of that day, 0 to 1; NULL where there is none.';
comment on column v1.provider_daily.share_of_usd is 'Part of usd of that day, 0 to 1; NULL where there is none.';
-- columns as in v1.daily_usage
