-- Which fields and types of content the exports have, since when, and whether this program knows them.
create or replace view v1.schema_drift as
with per_load as (
    select
        provider,
        place,
        name,
        load_id,
        sum(records) as records,
        sum(with_text) as with_text,
        bool_and(is_known) as is_known,
    from core.load_fields
    group by all
),

spans as (
    select
        provider,
        min(load_id) as first_load_id,
        max(load_id) as last_load_id,
    from core.load_fields
    group by all
),

fields as (
    select
        provider,
        place,
        name,
        min(load_id) as first_load_id,
        max(load_id) as last_load_id,
        count(*) as loads,
        sum(records) as records,
        arg_max(records, load_id) as last_records,
        sum(with_text) as with_text,
        bool_and(is_known) as is_known,
    from per_load
    group by all
)

select
    fields.provider::varchar as provider,
    fields.place::varchar as place,
    fields.name::varchar as name,
    fields.first_load_id::integer as first_load_id,
    fields.last_load_id::integer as last_load_id,
    fields.loads::bigint as loads,
    fields.records::bigint as records,
    fields.last_records::bigint as last_records,
    fields.is_known::boolean as is_known,
    (fields.first_load_id = spans.last_load_id and spans.first_load_id < spans.last_load_id)::boolean as is_new,
    fields.with_text::bigint as with_text,
from fields
inner join spans on fields.provider = spans.provider;

comment on view v1.schema_drift is 'One row per provider, place and name of a field or type of content.';
comment on column v1.schema_drift.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.schema_drift.place is 'Where the field stands, for example conversation, message or metadata; content_type for types of content.';
comment on column v1.schema_drift.name is 'Name of the field or type of content.';
comment on column v1.schema_drift.first_load_id is 'The first load that met it.';
comment on column v1.schema_drift.last_load_id is 'The last load that met it. Unchanged conversations are not read again, so an absence proves little.';
comment on column v1.schema_drift.loads is 'Loads that met it.';
comment on column v1.schema_drift.records is 'Records that had it, over all loads.';
comment on column v1.schema_drift.last_records is 'Records that had it in the last load that met it.';
comment on column v1.schema_drift.is_known is 'Whether this program reads the field or knows why not.';
comment on column v1.schema_drift.is_new is 'Whether only the newest load met it, and there were earlier loads.';
comment on column v1.schema_drift.with_text is 'Messages that carried text, of an unknown role or type of content, over all loads; NULL for all else.';
