create table core.code_blocks (
    provider varchar,
    account_id varchar,
    conversation_id varchar,
    revision bigint,
    node_id varchar,
    ordinal integer,
    language varchar,
    info varchar,
    lines integer,
    characters integer,
    is_closed boolean,
);

comment on table core.code_blocks is 'One row per fenced block of code in a message''s text.';
comment on column core.code_blocks.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.code_blocks.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.code_blocks.conversation_id is 'The conversation, unique within provider and account.';
comment on column core.code_blocks.revision is 'The version of the conversation that the row was read from: one integer instead of provider, account and conversation.';
comment on column core.code_blocks.node_id is 'The node of the conversation''s tree; with provider, account and conversation the key of a message.';
comment on column core.code_blocks.ordinal is 'Number of the block within its message, from 0.';
comment on column core.code_blocks.language is 'Language named at the fence, lower case; NULL where none is named.';
comment on column core.code_blocks.info is 'All that stands behind the opening fence; NULL where nothing does or it was loaded with --no-text.';
comment on column core.code_blocks.lines is 'Lines of code that are not blank.';
comment on column core.code_blocks.characters is 'Characters between the fences.';
comment on column core.code_blocks.is_closed is 'Whether the block has a closing fence.';
