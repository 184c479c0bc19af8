create table core.load_fields (
    load_id integer,
    provider varchar,
    account_id varchar,
    place varchar,
    name varchar,
    records bigint,
    is_known boolean,
    with_text bigint,
);

comment on table core.load_fields is 'One row per load, account, place and field name met in an export.';
comment on column core.load_fields.load_id is 'The load that brought the row; see loads.';
comment on column core.load_fields.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.load_fields.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.load_fields.place is 'Where the field stands, for example conversation, message or metadata; content_type for types of content.';
comment on column core.load_fields.name is 'Name of the field, or of the content type.';
comment on column core.load_fields.records is 'Records of the load that had it.';
comment on column core.load_fields.is_known is 'Whether this program reads the field or knows why not.';
comment on column core.load_fields.with_text is 'Messages that carried text, of an unknown role or type of content; NULL for all else.';
