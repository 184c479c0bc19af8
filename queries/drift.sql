-- What in the exports is unknown, and did it carry text?
with loads as (
    select
        load_id,
        started_at::date as day,
    from v1.loads
)

select
    schema_drift.provider,
    schema_drift.place,
    schema_drift.name,
    schema_drift.is_new,
    schema_drift.first_load_id as first_load,
    schema_drift.last_load_id as last_load,
    schema_drift.records,
    schema_drift.with_text,
from v1.schema_drift
left join loads as firsts on schema_drift.first_load_id = firsts.load_id
left join loads as lasts on schema_drift.last_load_id = lasts.load_id
where
    not schema_drift.is_known
    and ($since::date is null or lasts.day >= $since::date)
    and ($until::date is null or firsts.day <= $until::date)
    and ($provider::varchar is null or schema_drift.provider = $provider)
order by coalesce(schema_drift.with_text, 0) desc, schema_drift.records desc, schema_drift.provider, schema_drift.place, schema_drift.name;

-- beside it:
with counts as (
    select
        provider,
        count(*) filter (is_known and place = 'content_type') as types,
        count(*) filter (is_known and place <> 'content_type') as fields,
        count(*) filter (is_known and is_new) as fresh,
        count(*) filter (not is_known) as unknown,
    from v1.schema_drift
    where $provider::varchar is null or provider = $provider
    group by all
)

select
    format(
        '{}: known fields {:,}, known types of content {:,}, of them new in the last load {:,}; unknown {:,}.',
        provider,
        fields,
        types,
        fresh,
        unknown
    ),
from counts
order by provider;
