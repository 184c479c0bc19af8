-- What each conversation is about, as etl categorize, a model or the user says.
create or replace view v1.conversation_categories as
select
    conversations.provider::varchar as provider,
    conversations.account_id::varchar as account_id,
    conversations.conversation_id::varchar as conversation_id,
    labels.category::varchar as category,
    labels.basis::varchar as basis,
    labels.reason::varchar as reason,
    labels.labelled_at::timestamp as labelled_at,
from core.conversations
left join core.labels
    on conversations.provider = labels.provider
    and conversations.account_id is not distinct from labels.account_id
    and conversations.conversation_id = labels.conversation_id;

comment on view v1.conversation_categories is 'One row per provider, account and conversation, with its category.';
comment on column v1.conversation_categories.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.conversation_categories.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.conversation_categories.conversation_id is 'The conversation.';
comment on column v1.conversation_categories.category is 'Its category; NULL where it has none yet (etl categorize).';
comment on column v1.conversation_categories.basis is 'Who says so: user, ai or offline; NULL without a category.';
comment on column v1.conversation_categories.reason is 'Why: for offline the words that told it, for ai the model; NULL where nothing can be said.';
comment on column v1.conversation_categories.labelled_at is 'When it was labelled, in UTC; NULL without a category.';
