create table core.account_settings (
    provider varchar,
    account_id varchar,
    load_id integer,
    name varchar,
    value varchar,
    exported_at timestamp,
);

comment on table core.account_settings is 'One row per account and setting, as its newest export gives it.';
comment on column core.account_settings.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.account_settings.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.account_settings.load_id is 'The load that brought the row; see loads.';
comment on column core.account_settings.name is 'Name of the setting in the export.';
comment on column core.account_settings.value is 'Its value as JSON text; NULL where it was loaded with --no-text.';
comment on column core.account_settings.exported_at is 'When the export it comes from was made, UTC, as far as it can be told; NULL where an older program loaded it.';
