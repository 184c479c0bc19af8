-- Every choice between two answers that the product showed side by side.
create or replace view v1.model_comparisons as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    comparison_id::varchar as comparison_id,
    conversation_id::varchar as conversation_id,
    created_at::date as day,
    created_at::timestamp as created_at,
    original_model_slug::varchar as original_model,
    new_model_slug::varchar as new_model,
    choice::varchar as choice,
    (case choice when 'original' then original_model_slug when 'new' then new_model_slug end)::varchar as winner,
    (comment is not null and comment <> '')::boolean as has_comment,
from core.model_comparisons;

comment on view v1.model_comparisons is 'One row per choice between two answers shown side by side.';
comment on column v1.model_comparisons.comparison_id is 'The comparison.';
comment on column v1.model_comparisons.day is 'Day of the choice, in UTC; NULL where unknown.';
comment on column v1.model_comparisons.created_at is 'Time of the choice, UTC; NULL where unknown.';
comment on column v1.model_comparisons.original_model is 'Model of the first answer as the product names it; NULL where unknown.';
comment on column v1.model_comparisons.new_model is 'Model of the other answer as the product names it; NULL where unknown.';
comment on column v1.model_comparisons.choice is 'What was chosen, as exported: original, new or same; NULL where nothing was.';
comment on column v1.model_comparisons.winner is 'The model whose answer was chosen; NULL where both were the same to the user, or it is unknown.';
-- columns as in v1.feedback
