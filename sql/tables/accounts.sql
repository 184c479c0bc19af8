create table core.accounts (
    provider varchar,
    load_id integer,
    account_id varchar,
    email varchar,
    name varchar,
    is_paying boolean,
    birth_year integer,
    exported_at timestamp,
);

comment on table core.accounts is 'One row per provider and account.';
comment on column core.accounts.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.accounts.load_id is 'The load that brought the row; see loads.';
comment on column core.accounts.account_id is 'The account''s id in the export, or the name given with --account.';
comment on column core.accounts.email is 'E-mail address of the account; NULL where the export has none.';
comment on column core.accounts.name is 'Name of the person; NULL where the export has none.';
comment on column core.accounts.is_paying is 'Whether the account had a paid plan at the time of the export; NULL where unknown.';
comment on column core.accounts.birth_year is 'Year of birth; NULL where the export has none.';
comment on column core.accounts.exported_at is 'When the export it comes from was made, UTC, as far as it can be told; NULL where an older program loaded it.';
