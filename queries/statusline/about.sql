-- Which zone are days cut in, and when was the last load?
select
    coalesce((select value from core.settings where name = 'timezone'), 'UTC') as timezone,
    (select max(finished_at) from v1.loads) as loaded_at;
