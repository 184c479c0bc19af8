create table core.settings (
    name varchar,
    value varchar,
);

comment on table core.settings is 'One row per setting that the data were made with.';
comment on column core.settings.name is 'Name of the setting, for example timezone.';
comment on column core.settings.value is 'Its value as text.';
