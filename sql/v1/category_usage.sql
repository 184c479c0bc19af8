-- How much was used for what.
create or replace view v1.category_usage as
select
    conversations.provider::varchar as provider,
    conversations.account_id::varchar as account_id,
    conversation_categories.category::varchar as category,
    count(*)::bigint as conversations,
    sum(conversations.messages)::bigint as messages,
    sum(conversations.user_messages)::bigint as user_messages,
    sum(conversations.answers)::bigint as answers,
    sum(conversations.tokens_in)::bigint as tokens_in,
    sum(conversations.tokens_out)::bigint as tokens_out,
    min(conversations.first_day)::date as first_day,
    max(conversations.last_day)::date as last_day,
from v1.conversations
inner join v1.conversation_categories
    on conversations.provider = conversation_categories.provider
    and conversations.account_id is not distinct from conversation_categories.account_id
    and conversations.conversation_id = conversation_categories.conversation_id
group by all;

comment on view v1.category_usage is 'One row per provider, account and category with conversations, and one for those without a category.';
comment on column v1.category_usage.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.category_usage.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.category_usage.category is 'The category; NULL for the conversations that have none yet.';
comment on column v1.category_usage.conversations is 'Conversations in it.';
comment on column v1.category_usage.messages is 'Message rows of every role and branch, with tools, thoughts and hidden ones.';
comment on column v1.category_usage.user_messages is 'Messages the user wrote: role user, not hidden, not empty, no custom instructions.';
comment on column v1.category_usage.answers is 'Messages the assistant wrote to the user: not hidden, not empty, no thoughts, no calls of tools, no commentary.';
comment on column v1.category_usage.tokens_in is 'Tokens of the user''s messages, each counted once.';
comment on column v1.category_usage.tokens_out is 'Tokens of the assistant''s messages, with calls of tools, without thoughts.';
comment on column v1.category_usage.first_day is 'Local day of its first message; NULL where unknown.';
comment on column v1.category_usage.last_day is 'Local day of its last message; NULL where unknown.';
