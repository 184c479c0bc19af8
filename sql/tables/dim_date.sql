create table core.dim_date (
    day date,
    year integer,
    quarter integer,
    month date,
    month_number integer,
    month_name varchar,
    iso_year integer,
    iso_week integer,
    week date,
    weekday integer,
    weekday_name varchar,
    is_weekend boolean,
);

comment on table core.dim_date is 'One row per local day from the first to the last day of the data.';
comment on column core.dim_date.day is 'The day.';
comment on column core.dim_date.year is 'Year.';
comment on column core.dim_date.quarter is 'Quarter of the year, 1 to 4.';
comment on column core.dim_date.month is 'First day of the month.';
comment on column core.dim_date.month_number is 'Month of the year, 1 to 12.';
comment on column core.dim_date.month_name is 'English name of the month.';
comment on column core.dim_date.iso_year is 'Year that the ISO week belongs to.';
comment on column core.dim_date.iso_week is 'ISO week of that year, 1 to 53.';
comment on column core.dim_date.week is 'Monday of the week.';
comment on column core.dim_date.weekday is 'Day of the week, 1 = Monday to 7 = Sunday.';
comment on column core.dim_date.weekday_name is 'English name of the day of the week.';
comment on column core.dim_date.is_weekend is 'Whether it is a Saturday or a Sunday.';
