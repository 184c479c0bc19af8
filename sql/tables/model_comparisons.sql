create table core.model_comparisons (
    provider varchar,
    account_id varchar,
    load_id integer,
    comparison_id varchar,
    conversation_id varchar,
    created_at timestamp,
    original_model_slug varchar,
    new_model_slug varchar,
    choice varchar,
    comment varchar,
    exported_at timestamp,
);

comment on table core.model_comparisons is 'One row per choice between two answers shown side by side.';
comment on column core.model_comparisons.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.model_comparisons.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.model_comparisons.load_id is 'The load that brought the row; see loads.';
comment on column core.model_comparisons.comparison_id is 'The comparison.';
comment on column core.model_comparisons.conversation_id is 'The conversation; NULL where the export does not say.';
comment on column core.model_comparisons.created_at is 'When the choice was made, UTC; NULL where unknown.';
comment on column core.model_comparisons.original_model_slug is 'Model of the first answer; NULL where unknown.';
comment on column core.model_comparisons.new_model_slug is 'Model of the other answer; NULL where unknown.';
comment on column core.model_comparisons.choice is 'What was chosen, as exported; NULL where unknown.';
comment on column core.model_comparisons.comment is 'What the user wrote with it; NULL where nothing.';
comment on column core.model_comparisons.exported_at is 'When the export it comes from was made, UTC, as far as it can be told; NULL where an older program loaded it.';
