-- Which models worked in each conversation, day by day.
create or replace view v1.conversation_models as
select
    messages.provider::varchar as provider,
    messages.account_id::varchar as account_id,
    messages.conversation_id::varchar as conversation_id,
    messages.local_date::date as day,
    messages.model_slug::varchar as model,
    (count(*) filter (messages.is_answer))::bigint as answers,
    coalesce(sum(messages.tokens) filter (messages.is_output), 0)::bigint as tokens_out,
from v1.messages
where messages.role = 'assistant'
group by all;

comment on view v1.conversation_models is 'One row per conversation, local day and model with messages of the assistant.';
comment on column v1.conversation_models.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.conversation_models.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.conversation_models.conversation_id is 'The conversation, unique within provider and account.';
comment on column v1.conversation_models.day is 'Local day, in the time zone of about; NULL for messages of unknown time.';
comment on column v1.conversation_models.model is 'The model as the product names it; NULL where unknown.';
comment on column v1.conversation_models.answers is 'Messages the assistant wrote to the user: not hidden, not empty, no thoughts, no calls of tools, no commentary.';
comment on column v1.conversation_models.tokens_out is 'Tokens of the assistant''s messages, with calls of tools, without thoughts.';
