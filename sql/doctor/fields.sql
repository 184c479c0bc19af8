-- How many names of fields were met at each place, known ones and others.
select
    provider,
    place,
    if(is_known, 'known', 'unknown') as standing,
    count(distinct name) as names,
from core.load_fields
group by all;
