create table core.feedback (
    provider varchar,
    account_id varchar,
    load_id integer,
    feedback_id varchar,
    conversation_id varchar,
    message_id varchar,
    rating varchar,
    created_at timestamp,
    updated_at timestamp,
    comment varchar,
    tags varchar,
    evaluation varchar,
    exported_at timestamp,
);

comment on table core.feedback is 'One row per thumb up or down.';
comment on column core.feedback.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.feedback.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.feedback.load_id is 'The load that brought the row; see loads.';
comment on column core.feedback.feedback_id is 'The feedback.';
comment on column core.feedback.conversation_id is 'The conversation; NULL where the export does not say.';
comment on column core.feedback.message_id is 'The message that was rated; NULL where the export does not say.';
comment on column core.feedback.rating is 'The rating as exported, for example thumbs_up.';
comment on column core.feedback.created_at is 'When it was given, UTC; NULL where unknown.';
comment on column core.feedback.updated_at is 'When it was last changed, UTC; NULL where never or unknown.';
comment on column core.feedback.comment is 'What the user wrote with it; NULL where nothing.';
comment on column core.feedback.tags is 'Tags that the user chose, as JSON text; NULL where none.';
comment on column core.feedback.evaluation is 'Name of the evaluation it was part of; NULL where of none.';
comment on column core.feedback.exported_at is 'When the export it comes from was made, UTC, as far as it can be told; NULL where an older program loaded it.';
