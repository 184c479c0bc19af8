-- The day the figures were last looked at, and a hash of them all.
delete from core.settings where name = 'pricing_version';

insert into core.settings
select 'pricing_version', coalesce(max(read_on)::varchar, 'undated') || '+' || $hash
from core.sources
