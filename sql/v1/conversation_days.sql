-- What happened in each conversation on each of its days: a conversation can span several.
create or replace view v1.conversation_days as
with reports as (
    select
        provider,
        account_id,
        conversation_id,
        day,
        sum(input_visible) as input,
        sum(output_visible) as output,
    from v1.request_costs
    where token_basis = 'reported'
    group by all
),

logs as (
    select distinct
        provider,
        account_id,
        conversation_id,
    from reports
),

days as (
    select
        provider,
        account_id,
        conversation_id,
        local_date as day,
        count(*) as messages,
        count(*) filter (is_user_message) as user_messages,
        count(*) filter (is_answer) as answers,
        coalesce(sum(tokens) filter (is_user_message), 0) as tokens_in,
        coalesce(sum(tokens) filter (is_output), 0) as tokens_out,
        min(created_at) as first_message_at,
        max(created_at) as last_message_at,
    from v1.messages
    group by all
)

select
    days.provider::varchar as provider,
    days.account_id::varchar as account_id,
    days.conversation_id::varchar as conversation_id,
    days.day::date as day,
    days.messages::bigint as messages,
    days.user_messages::bigint as user_messages,
    days.answers::bigint as answers,
    days.tokens_in::bigint as tokens_in,
    days.tokens_out::bigint as tokens_out,
    (case when logs.conversation_id is null then days.tokens_in else coalesce(reports.input, 0) end)::bigint as billed_in,
    (case when logs.conversation_id is null then days.tokens_out else coalesce(reports.output, 0) end)::bigint as billed_out,
    days.first_message_at::timestamp as first_message_at,
    days.last_message_at::timestamp as last_message_at,
from days
left join logs
    on days.provider = logs.provider
    and days.account_id is not distinct from logs.account_id
    and days.conversation_id = logs.conversation_id
left join reports
    on days.provider = reports.provider
    and days.account_id is not distinct from reports.account_id
    and days.conversation_id = reports.conversation_id
    and days.day is not distinct from reports.day;

comment on view v1.conversation_days is 'One row per conversation and local day on which it has messages.';
comment on column v1.conversation_days.day is 'Local day, in the time zone of about; NULL for messages of unknown time.';
comment on column v1.conversation_days.first_message_at is 'Time of its first message of the day, UTC.';
comment on column v1.conversation_days.last_message_at is 'Time of its last message of the day, UTC.';
-- columns as in v1.conversations
