-- How much each custom GPT was used. Exports give GPTs an id, no name.
create or replace view v1.gpt_usage as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    gpt_id::varchar as gpt_id,
    count(*)::bigint as conversations,
    sum(messages)::bigint as messages,
    sum(user_messages)::bigint as user_messages,
    sum(answers)::bigint as answers,
    sum(tokens_in)::bigint as tokens_in,
    sum(tokens_out)::bigint as tokens_out,
    min(first_day)::date as first_day,
    max(last_day)::date as last_day,
    arg_max(title, coalesce(updated_at, created_at, last_message_at, first_seen_at))::varchar as newest_title,
from v1.conversations
where gpt_id is not null
group by all;

comment on view v1.gpt_usage is 'One row per provider, account and custom GPT with conversations.';
comment on column v1.gpt_usage.gpt_id is 'The custom GPT.';
comment on column v1.gpt_usage.conversations is 'Conversations held with it.';
comment on column v1.gpt_usage.newest_title is 'Title of the conversation with it that was changed last, to know the GPT by; NULL where it has none.';
-- columns as in v1.project_usage
