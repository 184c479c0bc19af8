-- The odd things met, by reason.
select
    provider,
    severity,
    reason,
    count(*) as times,
from core.load_issues
group by all;
