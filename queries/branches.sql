-- What did I regenerate and edit, and what was abandoned?
with models as (
    select
        model,
        sum(answers) as answers,
        sum(regenerated) as regenerated,
        sum(edited_prompts) as edited,
        sum(abandoned_messages) as abandoned,
        sum(abandoned_tokens) as abandoned_tokens,
        sum(tokens_out) as tokens_out,
    from v1.branch_statistics
    where
        ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
        and ($model::varchar is null or model = $model)
    group by all
)

select
    coalesce(model, '(unknown)') as model,
    answers::bigint as answers,
    regenerated::bigint as regenerated,
    edited::bigint as edited,
    abandoned::bigint as abandoned,
    abandoned_tokens::bigint as abandoned_tokens,
    round(100 * abandoned_tokens / nullif(tokens_out, 0), 1)::decimal(4, 1) as percent_of_tokens,
from models
where answers + regenerated + edited + abandoned > 0
order by abandoned_tokens desc, regenerated desc, answers desc, models.model;

-- beside it:
select
    'Regenerated: another answer was asked for in its place. Edited: my messages changed after the model had answered. '
        || 'Abandoned: what models wrote, calls of tools and thoughts too, on branches that are not shown.' as note;
