-- How much did I chat, day by day?
-- for programs: text_in, text_out, billed_input, billed_cache_read, billed_cache_write, billed_cache_write_1h, billed_output, billed_reasoning
with days as (
    select
        day,
        provider,
        sum(conversations) as chats,
        sum(conversations_started) as started,
        sum(user_messages) as user_messages,
        sum(answers) as answers,
        sum(billed_in) as tokens_in,
        sum(billed_out) as tokens_out,
        sum(tokens_in) as text_in,
        sum(tokens_out) as text_out,
    from v1.daily_usage
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
),

reports as (
    select
        day,
        provider,
        sum(billed_input) as billed_input,
        sum(billed_cache_read) as billed_cache_read,
        sum(billed_cache_write) as billed_cache_write,
        sum(billed_cache_write_1h) as billed_cache_write_1h,
        sum(billed_output) as billed_output,
        sum(billed_reasoning) as billed_reasoning,
    from v1.request_costs
    where
        token_basis = 'reported'
        and ($account::varchar is null or account_id = $account)
    group by all
)

select
    days.day,
    days.provider,
    days.chats::bigint as chats,
    days.started::bigint as started,
    days.user_messages::bigint as user_messages,
    days.answers::bigint as answers,
    days.tokens_in::bigint as tokens_in,
    days.tokens_out::bigint as tokens_out,
    days.text_in::bigint as text_in,
    days.text_out::bigint as text_out,
    reports.billed_input::bigint as billed_input,
    reports.billed_cache_read::bigint as billed_cache_read,
    reports.billed_cache_write::bigint as billed_cache_write,
    reports.billed_cache_write_1h::bigint as billed_cache_write_1h,
    reports.billed_output::bigint as billed_output,
    reports.billed_reasoning::bigint as billed_reasoning,
from days
left join reports
    on days.provider = reports.provider
    and days.day is not distinct from reports.day
order by days.day, days.provider;

-- beside it:
with billed as (
    select
        sum(billed_in) as tokens_in,
        sum(billed_out) as tokens_out,
        sum(tokens_in) as text_in,
        sum(tokens_out) as text_out,
        string_agg(distinct provider, ', ' order by provider) as providers,
    from v1.conversation_days
    where
        (billed_in <> tokens_in or billed_out <> tokens_out)
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
)

select
    format(
        'Tokens of {} as billed: {:,} in, the prompt cache''s included, {:,} out; the texts alone are {:,} and {:,}.',
        providers,
        tokens_in,
        tokens_out,
        text_in,
        text_out
    ) as note,
from billed
where providers is not null;
