-- Everything the product remembers of a person.
create or replace view v1.memories as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    memory_id::varchar as memory_id,
    kind::varchar as kind,
    project_id::varchar as project_id,
    path::varchar as path,
    content::varchar as content,
    updated_at::timestamp as updated_at,
from core.memories;

comment on view v1.memories is 'One row per thing the product remembers of a person, as its newest export shows it.';
comment on column v1.memories.memory_id is 'The memory, unique within provider and account.';
comment on column v1.memories.kind is 'Where it comes from: conversations = all of them, project = those of a project, file = a file that the model keeps.';
comment on column v1.memories.project_id is 'The project; NULL where it is not of one.';
comment on column v1.memories.path is 'Path of the file; NULL where it is none.';
comment on column v1.memories.content is 'What is remembered; NULL where nothing is, or where it was loaded with --no-text.';
-- columns as in v1.projects
