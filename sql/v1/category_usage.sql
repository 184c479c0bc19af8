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
    sum(conversations.billed_in)::bigint as billed_in,
    sum(conversations.billed_out)::bigint as billed_out,
    min(conversations.first_day)::date as first_day,
    max(conversations.last_day)::date as last_day,
from v1.conversations
inner join v1.conversation_categories
    on conversations.provider = conversation_categories.provider
    and conversations.account_id is not distinct from conversation_categories.account_id
    and conversations.conversation_id = conversation_categories.conversation_id
group by all;

comment on view v1.category_usage is 'One row per provider, account and category with conversations, and one for those without a category.';
comment on column v1.category_usage.category is 'The category; NULL for the conversations that have none yet.';
-- columns as in v1.project_usage
