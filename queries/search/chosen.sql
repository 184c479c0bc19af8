-- Which chats have the provider, the model and the project that were asked for? A pattern that is NULL asks for nothing.
select distinct
    conversations.provider,
    coalesce(conversations.account_id, '') as account_id,
    conversations.conversation_id,
from core.conversations
left join v1.conversation_models as models
    on conversations.provider = models.provider
    and conversations.account_id is not distinct from models.account_id
    and conversations.conversation_id = models.conversation_id
left join v1.projects
    on conversations.provider = projects.provider
    and conversations.account_id is not distinct from projects.account_id
    and conversations.project_id = projects.project_id
where
    regexp_matches(conversations.provider, coalesce($provider, ''))
    and regexp_matches(lower(coalesce(models.model, conversations.default_model_slug, '')), coalesce($model, ''))
    and regexp_matches(lower(coalesce(projects.name, conversations.project_id, '')), coalesce($project, ''))
