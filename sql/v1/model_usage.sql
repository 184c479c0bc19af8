-- How much each model was used, and when.
create or replace view v1.model_usage as
with per_conversation as (
    select
        provider,
        account_id,
        conversation_id,
        model,
        sum(answers) as answers,
        sum(tokens_out) as tokens_out,
        sum(billed_out) as billed_out,
        min(day) as first_day,
        max(day) as last_day,
    from v1.conversation_models
    group by all
),

models as (
    select
        provider,
        account_id,
        model,
        count(*) as conversations,
        sum(answers) as answers,
        sum(tokens_out) as tokens_out,
        sum(billed_out) as billed_out,
        min(first_day) as first_day,
        max(last_day) as last_day,
    from per_conversation
    group by all
)

select
    models.provider::varchar as provider,
    models.account_id::varchar as account_id,
    models.model::varchar as model,
    models.conversations::bigint as conversations,
    models.answers::bigint as answers,
    models.tokens_out::bigint as tokens_out,
    models.billed_out::bigint as billed_out,
    models.first_day::date as first_day,
    models.last_day::date as last_day,
    (models.answers / nullif(sum(models.answers) over account, 0))::double as share,
    (rank() over (
        partition by models.provider, models.account_id
        order by models.answers desc, models.tokens_out desc
    ))::integer as favourite_rank,
from models
window account as (partition by models.provider, models.account_id);

comment on view v1.model_usage is 'One row per provider, account and model with messages of the assistant.';
comment on column v1.model_usage.first_day is 'Local day of its first message.';
comment on column v1.model_usage.last_day is 'Local day of its last message.';
comment on column v1.model_usage.share is 'Its part of all answers of the account, 0 to 1; NULL where there are none.';
comment on column v1.model_usage.favourite_rank is '1 = the model with the most answers of the account; tokens decide a tie.';
-- columns as in v1.daily_model_usage
