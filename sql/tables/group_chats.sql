create table core.group_chats (
    provider varchar,
    account_id varchar,
    load_id integer,
    chat_id varchar,
    title varchar,
    created_at timestamp,
    updated_at timestamp,
    participants integer,
    exported_at timestamp,
);

comment on table core.group_chats is 'One row per chat of several people. The export has no messages of it.';
comment on column core.group_chats.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.group_chats.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.group_chats.load_id is 'The load that brought the row; see loads.';
comment on column core.group_chats.chat_id is 'The chat.';
comment on column core.group_chats.title is 'Title; NULL where it has none.';
comment on column core.group_chats.created_at is 'When it began, UTC; NULL where unknown.';
comment on column core.group_chats.updated_at is 'When it was last changed, UTC; NULL where unknown.';
comment on column core.group_chats.participants is 'Number of people in it; NULL where unknown.';
comment on column core.group_chats.exported_at is 'When the export it comes from was made, UTC, as far as it can be told; NULL where an older program loaded it.';
