create table core.memories (
    provider varchar,
    account_id varchar,
    load_id integer,
    memory_id varchar,
    kind varchar,
    project_id varchar,
    path varchar,
    content varchar using compression zstd,
    updated_at timestamp,
    exported_at timestamp,
);

comment on table core.memories is 'One row per thing the product remembers of a person, as its newest export shows it.';
comment on column core.memories.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.memories.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.memories.load_id is 'The load that brought the row; see loads.';
comment on column core.memories.memory_id is 'The memory, unique within provider and account.';
comment on column core.memories.kind is 'Where it comes from: conversations = all of them, project = those of a project, file = a file that the model keeps.';
comment on column core.memories.project_id is 'The project; NULL where it is not of one.';
comment on column core.memories.path is 'Path of the file; NULL where it is none.';
comment on column core.memories.content is 'What is remembered; NULL where nothing is, or where it was loaded with --no-text.';
comment on column core.memories.updated_at is 'When it was last changed, UTC; NULL where unknown.';
comment on column core.memories.exported_at is 'When the export it comes from was made, UTC, as far as it can be told; NULL where an older program loaded it.';
