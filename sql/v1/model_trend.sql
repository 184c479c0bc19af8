-- How the models' parts of all answers change from month to month.
create or replace view v1.model_trend as
with per_conversation as (
    select
        conversation_models.provider,
        conversation_models.account_id,
        dim_date.month,
        conversation_models.model,
        conversation_models.conversation_id,
        sum(conversation_models.answers) as answers,
        sum(conversation_models.tokens_out) as tokens_out,
        sum(conversation_models.billed_out) as billed_out,
    from v1.conversation_models
    left join core.dim_date on conversation_models.day = dim_date.day
    group by all
),

models as (
    select
        provider,
        account_id,
        month,
        model,
        count(*) as conversations,
        sum(answers) as answers,
        sum(tokens_out) as tokens_out,
        sum(billed_out) as billed_out,
    from per_conversation
    group by all
)

select
    models.provider::varchar as provider,
    models.account_id::varchar as account_id,
    models.month::date as month,
    models.model::varchar as model,
    models.conversations::bigint as conversations,
    models.answers::bigint as answers,
    models.tokens_out::bigint as tokens_out,
    (models.answers / nullif(sum(models.answers) over account_month, 0))::double as share,
    models.billed_out::bigint as billed_out,
from models
window account_month as (partition by models.provider, models.account_id, models.month);

comment on view v1.model_trend is 'One row per provider, account, local month and model with messages of the assistant; nothing is filled in.';
comment on column v1.model_trend.month is 'First day of the local month; NULL for messages of unknown time.';
comment on column v1.model_trend.share is 'Its part of the account''s answers of that month, 0 to 1; NULL where there are none.';
-- columns as in v1.daily_model_usage
