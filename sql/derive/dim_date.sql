-- Fills the calendar: every day from the first to the last local day of the messages, within two centuries.
delete from core.dim_date;

insert into core.dim_date by name
with days as (
    select unnest(range(min(local_date)::timestamp, max(local_date)::timestamp + interval 1 day, interval 1 day))::date as day
    from core.messages
    where local_date between date '1970-01-01' and date '2169-12-31'
)

select
    day,
    year(day) as year,
    quarter(day) as quarter,
    date_trunc('month', day)::date as month,
    month(day) as month_number,
    strftime(day, '%B') as month_name,
    isoyear(day) as iso_year,
    weekofyear(day) as iso_week,
    date_trunc('week', day)::date as week,
    isodow(day) as weekday,
    strftime(day, '%A') as weekday_name,
    isodow(day) in (6, 7) as is_weekend,
from days
order by day;
