-- What was true of some touched message before the versions of its conversation became one, and is of none of them now.
select
    count(*) as kinds,
from (
    from temp.touched_kinds
    except
    from ({kinds})
) as lost
