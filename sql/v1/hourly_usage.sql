-- At what hours of the week the user chats.
create or replace view v1.hourly_usage as
with hours as (
    select
        provider,
        account_id,
        local_date,
        local_hour,
        count(*) as messages,
        count(*) filter (is_user_message) as user_messages,
        count(*) filter (is_answer) as answers,
        sum(tokens) filter (is_user_message) as tokens_in,
        sum(tokens) filter (is_output) as tokens_out,
    from v1.messages
    group by all
)

select
    hours.provider::varchar as provider,
    hours.account_id::varchar as account_id,
    dim_date.weekday::integer as weekday,
    dim_date.weekday_name::varchar as weekday_name,
    hours.local_hour::integer as hour,
    sum(hours.messages)::bigint as messages,
    sum(hours.user_messages)::bigint as user_messages,
    sum(hours.answers)::bigint as answers,
    coalesce(sum(hours.tokens_in), 0)::bigint as tokens_in,
    coalesce(sum(hours.tokens_out), 0)::bigint as tokens_out,
from hours
left join core.dim_date on hours.local_date = dim_date.day
group by all;

comment on view v1.hourly_usage is 'One row per provider, account, weekday and local hour with messages; hours without are left out.';
comment on column v1.hourly_usage.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.hourly_usage.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.hourly_usage.weekday is 'Day of the week, 1 = Monday to 7 = Sunday; NULL for messages of unknown time or of a day that dim_date lacks.';
comment on column v1.hourly_usage.weekday_name is 'English name of the day of the week; NULL for messages of unknown time or of a day that dim_date lacks.';
comment on column v1.hourly_usage.hour is 'Local hour, 0 to 23; NULL for messages of unknown time.';
comment on column v1.hourly_usage.messages is 'Message rows of every role and branch, with tools, thoughts and hidden ones.';
comment on column v1.hourly_usage.user_messages is 'Messages the user wrote: role user, not hidden, not empty, no custom instructions.';
comment on column v1.hourly_usage.answers is 'Messages the assistant wrote to the user: not hidden, not empty, no thoughts, no calls of tools, no commentary.';
comment on column v1.hourly_usage.tokens_in is 'Tokens of the user''s messages, each counted once.';
comment on column v1.hourly_usage.tokens_out is 'Tokens of the assistant''s messages, with calls of tools, without thoughts.';
