-- Where the figures of the reference tables come from.
create or replace view v1.sources as
select
    source::varchar as source,
    title::varchar as title,
    read_on::date as read_on,
from core.sources;

comment on view v1.sources is 'One row per source of the figures in the reference tables.';
comment on column v1.sources.source is 'Key that other tables name it by.';
comment on column v1.sources.title is 'What it is, with its date.';
comment on column v1.sources.read_on is 'Day on which it was read.';
