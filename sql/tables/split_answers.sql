create table core.split_answers (
    provider varchar,
    account_id varchar,
    conversation_id varchar,
    revision bigint,
    node_id varchar,
    depth integer,
    last_depth integer,
    model_slug varchar,
    created_at timestamp,
    local_date date,
    text varchar using compression zstd,
    tokens bigint,
    characters bigint,
    parts integer,
);

comment on table core.split_answers is 'One row per answer of a shown path that the product split over several consecutive messages.';
comment on column core.split_answers.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.split_answers.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.split_answers.conversation_id is 'The conversation, unique within provider and account.';
comment on column core.split_answers.revision is 'The version of the conversation that the row was read from: one integer instead of provider, account and conversation.';
comment on column core.split_answers.node_id is 'Node of its first message.';
comment on column core.split_answers.depth is 'Depth of its first message.';
comment on column core.split_answers.last_depth is 'Depth of its last message; on a shown path a depth is one message.';
comment on column core.split_answers.model_slug is 'The model of its first message; NULL where unknown.';
comment on column core.split_answers.created_at is 'When its first message was written, UTC; NULL where unknown.';
comment on column core.split_answers.local_date is 'Local day of its first message; NULL where unknown.';
comment on column core.split_answers.text is 'The texts of its messages, without anything between.';
comment on column core.split_answers.tokens is 'Sum of the tokens of its messages; NULL where nothing was counted.';
comment on column core.split_answers.characters is 'Sum of the characters of its messages.';
comment on column core.split_answers.parts is 'Number of its messages, 2 or more.';
