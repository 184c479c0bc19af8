-- What the file says of itself: the settings, its format, its blocks.
select
    max(settings.value) filter (settings.name = 'product_version') as product_version,
    max(settings.value) filter (settings.name = 'timezone') as timezone,
    max(settings.value) filter (settings.name = 'text_stored') as text_stored,
    (
        select tags['storage_version']
        from duckdb_databases()
        where database_name = current_database()
    ) as storage_version,
    (
        select sum(free_blocks) / greatest(sum(total_blocks), 1)
        from pragma_database_size()
    ) as dead_share,
from core.settings;
