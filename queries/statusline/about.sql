-- Which zone are days cut in, and when was the last load?
select
    coalesce(about.timezone, 'UTC') as timezone,
    (select max(finished_at) from v1.loads) as loaded_at,
from v1.about as about;
