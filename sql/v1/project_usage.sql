-- How much each project was used. Exports give projects an id, no name.
create or replace view v1.project_usage as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    project_id::varchar as project_id,
    count(*)::bigint as conversations,
    sum(messages)::bigint as messages,
    sum(user_messages)::bigint as user_messages,
    sum(answers)::bigint as answers,
    sum(tokens_in)::bigint as tokens_in,
    sum(tokens_out)::bigint as tokens_out,
    sum(billed_in)::bigint as billed_in,
    sum(billed_out)::bigint as billed_out,
    min(first_day)::date as first_day,
    max(last_day)::date as last_day,
    arg_max(title, coalesce(updated_at, created_at, last_message_at, first_seen_at))::varchar as newest_title,
from v1.conversations
where project_id is not null
group by all;

comment on view v1.project_usage is 'One row per provider, account and project with conversations.';
comment on column v1.project_usage.project_id is 'The project.';
comment on column v1.project_usage.conversations is 'Conversations in it.';
comment on column v1.project_usage.first_day is 'Local day of its first message; NULL where unknown.';
comment on column v1.project_usage.last_day is 'Local day of its last message; NULL where unknown.';
comment on column v1.project_usage.newest_title is 'Title of the conversation in it that was changed last, to know the project by; NULL where it has none.';
-- columns as in v1.daily_usage
