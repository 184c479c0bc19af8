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
comment on column v1.gpt_usage.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.gpt_usage.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.gpt_usage.gpt_id is 'The custom GPT.';
comment on column v1.gpt_usage.conversations is 'Conversations held with it.';
comment on column v1.gpt_usage.messages is 'Message rows of every role and branch, with tools, thoughts and hidden ones.';
comment on column v1.gpt_usage.user_messages is 'Messages the user wrote: role user, not hidden, not empty, no custom instructions.';
comment on column v1.gpt_usage.answers is 'Messages the assistant wrote to the user: not hidden, not empty, no thoughts, no calls of tools, no commentary.';
comment on column v1.gpt_usage.tokens_in is 'Tokens of the user''s messages, each counted once.';
comment on column v1.gpt_usage.tokens_out is 'Tokens of the assistant''s messages, with calls of tools, without thoughts.';
comment on column v1.gpt_usage.first_day is 'Local day of its first message; NULL where unknown.';
comment on column v1.gpt_usage.last_day is 'Local day of its last message; NULL where unknown.';
comment on column v1.gpt_usage.newest_title is 'Title of the conversation with it that was changed last, to know the GPT by; NULL where it has none.';
