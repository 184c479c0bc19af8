-- Every project that an export describes.
create or replace view v1.projects as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    project_id::varchar as project_id,
    name::varchar as name,
    description::varchar as description,
    prompt_template::varchar as prompt_template,
    is_private::boolean as is_private,
    is_starter::boolean as is_starter,
    created_at::timestamp as created_at,
    updated_at::timestamp as updated_at,
from core.projects;

comment on view v1.projects is 'One row per provider, account and project, as its newest export shows it.';
comment on column v1.projects.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column v1.projects.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.projects.project_id is 'The project.';
comment on column v1.projects.name is 'Its name; NULL where it has none.';
comment on column v1.projects.description is 'What its owner says of it; NULL where nothing is, or where it was loaded with --no-text.';
comment on column v1.projects.prompt_template is 'Its instructions to the model; NULL where it has none, or where it was loaded with --no-text.';
comment on column v1.projects.is_private is 'Whether only its owner sees it; NULL where the export does not say.';
comment on column v1.projects.is_starter is 'Whether the product made it as an example; NULL where the export does not say.';
comment on column v1.projects.created_at is 'When it was made, UTC; NULL where unknown.';
comment on column v1.projects.updated_at is 'When it was last changed, UTC; NULL where unknown.';
