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
comment on column v1.hourly_usage.weekday is 'Day of the week, 1 = Monday to 7 = Sunday; NULL for messages of unknown time or of a day that dim_date lacks.';
comment on column v1.hourly_usage.weekday_name is 'English name of the day of the week; NULL for messages of unknown time or of a day that dim_date lacks.';
comment on column v1.hourly_usage.hour is 'Local hour, 0 to 23; NULL for messages of unknown time.';
-- columns as in v1.daily_usage
