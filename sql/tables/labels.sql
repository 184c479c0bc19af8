create table core.labels (
    provider varchar,
    account_id varchar,
    conversation_id varchar,
    category varchar,
    basis varchar,
    reason varchar,
    labelled_at timestamp,
);

comment on table core.labels is 'One row per conversation that has a category, as the state file had it at the last build.';
comment on column core.labels.provider is 'Whose product it is: chatgpt, claude.';
comment on column core.labels.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.labels.conversation_id is 'The conversation.';
comment on column core.labels.category is 'Its category.';
comment on column core.labels.basis is 'Who says so: user, ai or offline.';
comment on column core.labels.reason is 'Why: for offline the words that told it, for ai the model; NULL where nothing can be said.';
comment on column core.labels.labelled_at is 'When it was labelled, in UTC.';
