-- Which models worked in each conversation, day by day.
create or replace view v1.conversation_models as
with reports as (
    select
        provider,
        account_id,
        conversation_id,
        day,
        model,
        sum(output_visible) as output,
    from v1.request_costs
    where token_basis = 'reported'
    group by all
),

logs as (
    select distinct
        provider,
        account_id,
        conversation_id,
    from reports
),

models as (
    select
        provider,
        account_id,
        conversation_id,
        local_date as day,
        model_slug as model,
        count(*) filter (is_answer) as answers,
        coalesce(sum(tokens) filter (is_output), 0) as tokens_out,
    from v1.messages
    where role = 'assistant'
    group by all
)

select
    models.provider::varchar as provider,
    models.account_id::varchar as account_id,
    models.conversation_id::varchar as conversation_id,
    models.day::date as day,
    models.model::varchar as model,
    models.answers::bigint as answers,
    models.tokens_out::bigint as tokens_out,
    (case when logs.conversation_id is null then models.tokens_out else coalesce(reports.output, 0) end)::bigint as billed_out,
from models
left join logs
    on models.provider = logs.provider
    and models.account_id is not distinct from logs.account_id
    and models.conversation_id = logs.conversation_id
left join reports
    on models.provider = reports.provider
    and models.account_id is not distinct from reports.account_id
    and models.conversation_id = reports.conversation_id
    and models.day is not distinct from reports.day
    and models.model is not distinct from reports.model;

comment on view v1.conversation_models is 'One row per conversation, local day and model with messages of the assistant.';
comment on column v1.conversation_models.model is 'The model as the product names it; NULL where unknown.';
-- columns as in v1.conversation_days
