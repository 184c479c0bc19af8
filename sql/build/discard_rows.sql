-- Rows of {table} that belong to no kept message.
delete from core.{table}
where {table}.revision in (select ranked.revision from temp.ranked)
    and not exists (
        select 1
        from temp.kept
        where kept.revision = {table}.revision
            and kept.node_id = {table}.node_id
    )
