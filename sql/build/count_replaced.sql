-- What this load's exports put in the place of what was stored.
select
    replacements.what,
    count(*) as things,
from core.replacements
where replacements.load_id = $load_id
    and replacements.is_stored
group by all
order by all
