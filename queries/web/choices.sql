-- What can conversations be filtered by?
select distinct
    'provider' as filter,
    provider as value,
from v1.conversations
union all
select distinct
    'model',
    model,
from v1.conversation_models
where model is not null
union all
select distinct
    'project',
    coalesce(name, project_id),
from v1.projects
where coalesce(name, project_id) is not null
order by
    filter,
    value
