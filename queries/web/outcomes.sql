-- Where did every node of the last load go?
select
    outcome,
    is_stored,
    nodes,
    share,
from v1.load_quality
where load_id = $load_id
order by
    is_stored desc,
    nodes desc,
    outcome
