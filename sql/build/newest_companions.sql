-- Of each {table} row the one that the newest export tells.
delete from core.{table}
where {table}.rowid in (
    select {table}.rowid
    from core.{table}
    qualify row_number() over (
        partition by {keys}
        order by {table}.exported_at desc nulls last, {table}.load_id desc, {table}.rowid desc
    ) > 1
)
