-- What happened in each conversation on each of its days: a conversation can span several.
create or replace view v1.conversation_days as
select
    messages.provider::varchar as provider,
    messages.account_id::varchar as account_id,
    messages.conversation_id::varchar as conversation_id,
    messages.local_date::date as day,
    count(*)::bigint as messages,
    (count(*) filter (messages.is_user_message))::bigint as user_messages,
    (count(*) filter (messages.is_answer))::bigint as answers,
    coalesce(sum(messages.tokens) filter (messages.is_user_message), 0)::bigint as tokens_in,
    coalesce(sum(messages.tokens) filter (messages.is_output), 0)::bigint as tokens_out,
    min(messages.created_at)::timestamp as first_message_at,
    max(messages.created_at)::timestamp as last_message_at,
from v1.messages
group by all;

comment on view v1.conversation_days is 'One row per conversation and local day on which it has messages.';
comment on column v1.conversation_days.day is 'Local day, in the time zone of about; NULL for messages of unknown time.';
comment on column v1.conversation_days.first_message_at is 'Time of its first message of the day, UTC.';
comment on column v1.conversation_days.last_message_at is 'Time of its last message of the day, UTC.';
-- columns as in v1.conversations
