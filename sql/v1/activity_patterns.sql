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
comment on column v1.activity_patterns.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.activity_patterns.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.activity_patterns.weekday is 'Day of the week, 1 = Monday to 7 = Sunday; NULL for messages of unknown time or of a day that dim_date lacks.';
comment on column v1.activity_patterns.weekday_name is 'English name of the day of the week; NULL for messages of unknown time or of a day that dim_date lacks.';
comment on column v1.activity_patterns.hour is 'Local hour, 0 to 23; NULL for messages of unknown time. The older tool has UTC hours: see activity_scores.';
comment on column v1.activity_patterns.messages is 'Message rows of every role and branch, with tools, thoughts and hidden ones.';
comment on column v1.activity_patterns.user_messages is 'Messages the user wrote: role user, not hidden, not empty, no custom instructions.';
comment on column v1.activity_patterns.answers is 'Messages the assistant wrote to the user: not hidden, not empty, no thoughts, no calls of tools, no commentary.';
comment on column v1.activity_patterns.share is 'Part of the account''s messages of the user that was written then, 0 to 1; NULL where there are none.';
