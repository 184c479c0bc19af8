-- Which chats have the provider, the model and the project that were asked for? A pattern that is NULL asks for nothing.
-- The models of a chat are those of its answers, or where none of them says which, the one that was set.
with models as (
    select
        revision,
        bool_or(regexp_matches(lower(model_slug), $model)) as is_meant,
    from core.messages
    where
        $model::varchar is not null
        and role = 'assistant'
    group by all
)

select conversations.revision
from core.conversations
left join models
    on conversations.revision = models.revision
left join v1.projects
    on conversations.provider = projects.provider
    and conversations.account_id is not distinct from projects.account_id
    and conversations.project_id = projects.project_id
where
    regexp_matches(conversations.provider, coalesce($provider, ''))
    and coalesce(models.is_meant, regexp_matches(lower(coalesce(conversations.default_model_slug, '')), $model), true)
    and regexp_matches(lower(coalesce(projects.name, conversations.project_id, '')), coalesce($project, ''))
