-- Which conversations are there, with what they can be filtered by?
with models as (
    select
        provider,
        account_id,
        conversation_id,
        list_sort(list(distinct model)) as models,
        arg_max(model, tokens_out) as model,
    from v1.conversation_models
    where model is not null
    group by all
)

select
    conversations.provider,
    coalesce(conversations.account_id, '') as account_id,
    conversations.conversation_id,
    conversations.title,
    conversations.url,
    conversations.created_at,
    conversations.updated_at,
    conversations.first_day,
    coalesce(models.models, []) as models,
    coalesce(models.model, conversations.default_model) as model,
    coalesce(projects.name, conversations.project_id) as project,
    conversations.messages,
    conversations.billed_in + conversations.billed_out as tokens,
    conversations.load_id = (select max(loads.load_id) from v1.loads) as is_of_last_load,
from v1.conversations
left join models
    on conversations.provider = models.provider
    and conversations.account_id is not distinct from models.account_id
    and conversations.conversation_id = models.conversation_id
left join v1.projects
    on conversations.provider = projects.provider
    and conversations.account_id is not distinct from projects.account_id
    and conversations.project_id = projects.project_id
where
    ($provider::varchar is null or conversations.provider = $provider)
    and ($model::varchar is null or list_contains(models.models, $model))
    and ($project::varchar is null or coalesce(projects.name, conversations.project_id) = $project)
    and ($conversation_id::varchar is null or conversations.conversation_id = $conversation_id)
order by
    conversations.created_at desc nulls last,
    conversations.provider,
    account_id,
    conversations.conversation_id
