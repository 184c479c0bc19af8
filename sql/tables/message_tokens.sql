create table core.message_tokens (
    provider varchar,
    account_id varchar,
    conversation_id varchar,
    revision bigint,
    node_id varchar,
    encoding varchar,
    tokens integer,
);

comment on table core.message_tokens is 'One row per message and further encoding that its conversation''s other models need.';
comment on column core.message_tokens.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.message_tokens.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.message_tokens.conversation_id is 'The conversation, unique within provider and account.';
comment on column core.message_tokens.revision is 'The version of the conversation that the row was read from: one integer instead of provider, account and conversation.';
comment on column core.message_tokens.node_id is 'The node of the conversation''s tree; with provider, account and conversation the key of a message.';
comment on column core.message_tokens.encoding is 'Name of the encoding.';
comment on column core.message_tokens.tokens is 'Tokens of the message''s text in it.';
