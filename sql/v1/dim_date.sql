-- The calendar of the data: weekdays, weeks and months without functions of any one engine.
create or replace view v1.dim_date as
select
    day::date as day,
    year::integer as year,
    quarter::integer as quarter,
    month::date as month,
    month_number::integer as month_number,
    month_name::varchar as month_name,
    iso_year::integer as iso_year,
    iso_week::integer as iso_week,
    week::date as week,
    weekday::integer as weekday,
    weekday_name::varchar as weekday_name,
    is_weekend::boolean as is_weekend,
from core.dim_date;

comment on view v1.dim_date is 'One row per local day from the first to the last day of the data.';
comment on column v1.dim_date.day is 'The day.';
comment on column v1.dim_date.year is 'Year.';
comment on column v1.dim_date.quarter is 'Quarter of the year, 1 to 4.';
comment on column v1.dim_date.month is 'First day of the month.';
comment on column v1.dim_date.month_number is 'Month of the year, 1 to 12.';
comment on column v1.dim_date.month_name is 'English name of the month.';
comment on column v1.dim_date.iso_year is 'Year that the ISO week belongs to.';
comment on column v1.dim_date.iso_week is 'ISO week of that year, 1 to 53.';
comment on column v1.dim_date.week is 'Monday of the week.';
comment on column v1.dim_date.weekday is 'Day of the week, 1 = Monday to 7 = Sunday.';
comment on column v1.dim_date.weekday_name is 'English name of the day of the week.';
comment on column v1.dim_date.is_weekend is 'Whether it is a Saturday or a Sunday.';
