-- Each day's use of each model.
create or replace view v1.daily_model_usage as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    day::date as day,
    model::varchar as model,
    count(*)::bigint as conversations,
    sum(answers)::bigint as answers,
    sum(tokens_out)::bigint as tokens_out,
from v1.conversation_models
group by all;

comment on view v1.daily_model_usage is 'One row per provider, account, local day and model with messages of the assistant.';
comment on column v1.daily_model_usage.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.daily_model_usage.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.daily_model_usage.day is 'Local day, in the time zone of about; NULL for messages of unknown time.';
comment on column v1.daily_model_usage.model is 'The model as the product names it; NULL where unknown.';
comment on column v1.daily_model_usage.conversations is 'Conversations with at least one such message.';
comment on column v1.daily_model_usage.answers is 'Messages the assistant wrote to the user: not hidden, not empty, no thoughts, no calls of tools, no commentary.';
comment on column v1.daily_model_usage.tokens_out is 'Tokens of the assistant''s messages, with calls of tools, without thoughts.';
