-- The records that several exports of an account have of a field are one row.
create or replace temp table summed as
select
    load_fields.load_id,
    load_fields.provider,
    load_fields.account_id,
    load_fields.place,
    load_fields.name,
    sum(load_fields.records) as records,
    load_fields.is_known,
    sum(load_fields.with_text) as with_text,
from core.load_fields
group by all;

delete from core.load_fields;

insert into core.load_fields by name
from temp.summed;
