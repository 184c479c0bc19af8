-- The files of the exports, by the end of their names and what was done with them.
select
    provider,
    lower(regexp_extract(member, '\.(\w+)$', 1)) as suffix,
    treatment,
    count(*) as files,
from core.load_files
group by all;
