-- The versions of which texts must be compared, as the numbers of some of their messages are the same.
select distinct
    unnest([rivals.revision, rivals.kept_revision]) as revision,
from temp.rivals
where not rivals.is_other
    and rivals.characters > 0
