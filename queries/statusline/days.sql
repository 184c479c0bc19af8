-- What was spent each day since one, by project?
select
    day,
    project,
    sum(usd)::decimal(38, 12) as usd,
from v1.request_usage
where day >= $since::date
group by all;
