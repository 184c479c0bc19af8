-- Into temp.readings a hash of every text of the versions from $first to $last that must be compared.
insert into temp.readings
select
    messages.revision,
    messages.node_id,
    hash(coalesce(messages.text, '')) as reading,
from core.messages
where messages.revision between $first and $last
    and messages.revision in (
        select unnest([rivals.revision, rivals.kept_revision])
        from temp.rivals
        where not rivals.is_other
    )
