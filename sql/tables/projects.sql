create table core.projects (
    provider varchar,
    account_id varchar,
    load_id integer,
    project_id varchar,
    name varchar,
    description varchar,
    prompt_template varchar using compression zstd,
    is_private boolean,
    is_starter boolean,
    created_at timestamp,
    updated_at timestamp,
    exported_at timestamp,
);

comment on table core.projects is 'One row per provider, account and project, as its newest export shows it.';
comment on column core.projects.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.projects.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.projects.load_id is 'The load that brought the row; see loads.';
comment on column core.projects.project_id is 'The project.';
comment on column core.projects.name is 'Its name; NULL where it has none.';
comment on column core.projects.description is 'What its owner says of it; NULL where nothing is, or where it was loaded with --no-text.';
comment on column core.projects.prompt_template is 'Its instructions to the model; NULL where it has none, or where it was loaded with --no-text.';
comment on column core.projects.is_private is 'Whether only its owner sees it; NULL where the export does not say.';
comment on column core.projects.is_starter is 'Whether the product made it as an example; NULL where the export does not say.';
comment on column core.projects.created_at is 'When it was made, UTC; NULL where unknown.';
comment on column core.projects.updated_at is 'When it was last changed, UTC; NULL where unknown.';
comment on column core.projects.exported_at is 'When the export it comes from was made, UTC, as far as it can be told; NULL where an older program loaded it.';
