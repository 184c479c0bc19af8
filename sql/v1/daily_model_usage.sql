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
    sum(billed_out)::bigint as billed_out,
from v1.conversation_models
group by all;

comment on view v1.daily_model_usage is 'One row per provider, account, local day and model with messages of the assistant.';
comment on column v1.daily_model_usage.conversations is 'Conversations with at least one such message.';
-- columns as in v1.conversation_models
