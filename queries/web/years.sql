-- Of which years are there messages?
select distinct year(day)::integer as year
from v1.daily_usage
where day is not null
order by year desc
