create table core.citations (
    provider varchar,
    account_id varchar,
    conversation_id varchar,
    revision bigint,
    node_id varchar,
    ordinal integer,
    kind varchar,
    origin varchar,
    url varchar,
    title varchar,
    file_id varchar,
    quote varchar using compression zstd,
    marker varchar,
    start_index integer,
    end_index integer,
    published_at timestamp,
);

comment on table core.citations is 'One row per source that a message names.';
comment on column core.citations.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.citations.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.citations.conversation_id is 'The conversation, unique within provider and account.';
comment on column core.citations.revision is 'The version of the conversation that the row was read from: one integer instead of provider, account and conversation.';
comment on column core.citations.node_id is 'The node of the conversation''s tree; with provider, account and conversation the key of a message.';
comment on column core.citations.ordinal is 'Number of the citation within its message, from 0.';
comment on column core.citations.kind is 'What is cited, for example webpage or file.';
comment on column core.citations.origin is 'The field of the export the citation was found in.';
comment on column core.citations.url is 'Address of the source; NULL where it has none.';
comment on column core.citations.title is 'Title of the source; NULL where it has none.';
comment on column core.citations.file_id is 'The file that is cited; NULL where the source is no file.';
comment on column core.citations.quote is 'The words that are cited; NULL where the export has none.';
comment on column core.citations.marker is 'The mark in the message''s text that stands for the citation; NULL where there is none or it was loaded with --no-text.';
comment on column core.citations.start_index is 'Where the mark begins in the text, in characters from 0; NULL where unknown.';
comment on column core.citations.end_index is 'Where the mark ends in the text, in characters, exclusive; NULL where unknown.';
comment on column core.citations.published_at is 'When the source was published, UTC; NULL where unknown.';
