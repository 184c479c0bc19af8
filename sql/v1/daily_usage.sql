-- Each day's use.
create or replace view v1.daily_usage as
with days as (
    select
        provider,
        account_id,
        day,
        messages,
        user_messages,
        answers,
        tokens_in,
        tokens_out,
        row_number() over (partition by provider, account_id, conversation_id order by day) as day_number,
    from v1.conversation_days
)

select
    provider::varchar as provider,
    account_id::varchar as account_id,
    day::date as day,
    count(*)::bigint as conversations,
    (count(*) filter (day_number = 1))::bigint as conversations_started,
    sum(messages)::bigint as messages,
    sum(user_messages)::bigint as user_messages,
    sum(answers)::bigint as answers,
    sum(tokens_in)::bigint as tokens_in,
    sum(tokens_out)::bigint as tokens_out,
from days
group by all;

comment on view v1.daily_usage is 'One row per provider, account and local day with messages; days without are left out.';
comment on column v1.daily_usage.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.daily_usage.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.daily_usage.day is 'Local day, in the time zone of about; NULL for messages of unknown time.';
comment on column v1.daily_usage.conversations is 'Conversations with messages on that day.';
comment on column v1.daily_usage.conversations_started is 'Conversations whose first day it is.';
comment on column v1.daily_usage.messages is 'Message rows of every role and branch, with tools, thoughts and hidden ones.';
comment on column v1.daily_usage.user_messages is 'Messages the user wrote: role user, not hidden, not empty, no custom instructions.';
comment on column v1.daily_usage.answers is 'Messages the assistant wrote to the user: not hidden, not empty, no thoughts, no calls of tools, no commentary.';
comment on column v1.daily_usage.tokens_in is 'Tokens of the user''s messages, each counted once.';
comment on column v1.daily_usage.tokens_out is 'Tokens of the assistant''s messages, with calls of tools, without thoughts.';
