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
        billed_in,
        billed_out,
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
    sum(billed_in)::bigint as billed_in,
    sum(billed_out)::bigint as billed_out,
from days
group by all;

comment on view v1.daily_usage is 'One row per provider, account and local day with messages; days without are left out.';
comment on column v1.daily_usage.conversations is 'Conversations with messages on that day.';
comment on column v1.daily_usage.conversations_started is 'Conversations whose first day it is.';
-- columns as in v1.conversation_days
