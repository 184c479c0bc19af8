-- What the user means to spend at most.
create or replace view v1.budgets as
select
    per::varchar as per,
    project::varchar as project,
    usd::decimal(12, 2) as usd,
from core.budgets;

comment on view v1.budgets is 'One row per amount that the user means to spend at most.';
comment on column v1.budgets.per is 'In what time: day, week (from Monday), month, by the calendar of the time zone of about.';
comment on column v1.budgets.project is 'On which project, by its name, its folder or the last part of that; NULL = on all together.';
comment on column v1.budgets.usd is 'How many US dollars.';
