-- What was odd, and how often?
select
    load_id,
    severity,
    reason,
    count(*) as times,
    min(member) as member,
    min(detail) as detail,
from v1.load_issues
group by all
order by
    load_id desc,
    severity desc,
    times desc,
    reason
limit 200
