create table core.shared_links (
    provider varchar,
    account_id varchar,
    load_id integer,
    share_id varchar,
    conversation_id varchar,
    title varchar,
    is_anonymous boolean,
    exported_at timestamp,
);

comment on table core.shared_links is 'One row per conversation made public by a link.';
comment on column core.shared_links.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.shared_links.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.shared_links.load_id is 'The load that brought the row; see loads.';
comment on column core.shared_links.share_id is 'The link''s id.';
comment on column core.shared_links.conversation_id is 'The conversation; NULL where the export does not say.';
comment on column core.shared_links.title is 'Title of what is shared; NULL where it has none.';
comment on column core.shared_links.is_anonymous is 'Whether the link hides the user''s name; NULL where the export does not say.';
comment on column core.shared_links.exported_at is 'When the export it comes from was made, UTC, as far as it can be told; NULL where an older program loaded it.';
