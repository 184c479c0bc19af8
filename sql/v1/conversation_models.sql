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
comment on column v1.conversation_models.model is 'The model as the product names it; NULL where unknown.';
-- columns as in v1.conversation_days
