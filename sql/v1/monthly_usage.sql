-- Each month's use.
create or replace view v1.monthly_usage as
with days as (
    select
        provider,
        account_id,
        conversation_id,
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
    days.provider::varchar as provider,
    days.account_id::varchar as account_id,
    dim_date.month::date as month,
    count(distinct days.day)::bigint as active_days,
    count(distinct days.conversation_id)::bigint as conversations,
    (count(*) filter (days.day_number = 1))::bigint as conversations_started,
    sum(days.messages)::bigint as messages,
    sum(days.user_messages)::bigint as user_messages,
    sum(days.answers)::bigint as answers,
    sum(days.tokens_in)::bigint as tokens_in,
    sum(days.tokens_out)::bigint as tokens_out,
    sum(days.billed_in)::bigint as billed_in,
    sum(days.billed_out)::bigint as billed_out,
from days
left join core.dim_date on days.day = dim_date.day
group by all;

comment on view v1.monthly_usage is 'One row per provider, account and local month with messages; months without are left out.';
comment on column v1.monthly_usage.month is 'First day of the local month; NULL for messages of unknown time or of a day that dim_date lacks.';
comment on column v1.monthly_usage.active_days is 'Local days with messages.';
comment on column v1.monthly_usage.conversations is 'Conversations with messages in that month.';
comment on column v1.monthly_usage.conversations_started is 'Conversations whose first day is in that month.';
-- columns as in v1.daily_usage
