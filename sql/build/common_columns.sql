-- The columns of each core table that the current file (previous) and the next one (chats) both have.
with columns as (
    select
        duckdb_columns.database_name,
        duckdb_columns.table_name,
        duckdb_columns.column_name,
        duckdb_columns.column_index,
    from duckdb_columns()
    where duckdb_columns.schema_name = 'core'
)

select
    following.table_name,
    list('"' || following.column_name || '"' order by following.column_index) as columns,
from columns as following
inner join columns as previous
    on following.table_name = previous.table_name
    and following.column_name = previous.column_name
where following.database_name = 'chats'
    and previous.database_name = 'previous'
group by all
order by following.table_name
