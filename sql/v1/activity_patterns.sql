-- When in the week the user is active.
create or replace view v1.activity_patterns as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    weekday::integer as weekday,
    weekday_name::varchar as weekday_name,
    hour::integer as hour,
    messages::bigint as messages,
    user_messages::bigint as user_messages,
    answers::bigint as answers,
    (
        user_messages::double / nullif(sum(user_messages) over (partition by provider, account_id), 0)
    )::double as share,
from v1.hourly_usage;

comment on view v1.activity_patterns is 'One row per provider, account, weekday and local hour with messages; hours without are left out.';
comment on column v1.activity_patterns.hour is 'Local hour, 0 to 23; NULL for messages of unknown time. The older tool has UTC hours: see activity_scores.';
comment on column v1.activity_patterns.share is 'Part of the account''s messages of the user that was written then, 0 to 1; NULL where there are none.';
-- columns as in v1.hourly_usage
