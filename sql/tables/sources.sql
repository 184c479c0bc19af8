create table core.sources (
    source varchar,
    title varchar,
    read_on date,
);

comment on table core.sources is 'One row per source of the figures in the reference tables.';
comment on column core.sources.source is 'Key that other tables name it by.';
comment on column core.sources.title is 'What it is, with its date.';
comment on column core.sources.read_on is 'Day on which it was read.';
