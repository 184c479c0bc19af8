create table core.budgets (
    per varchar,
    project varchar,
    usd decimal(12, 2),
);

comment on table core.budgets is 'One row per amount that the user means to spend at most.';
comment on column core.budgets.per is 'In what time: day, week (from Monday), month, by the calendar of the time zone of settings.';
comment on column core.budgets.project is 'On which project, by its name, its folder or the last part of that; NULL = on all together.';
comment on column core.budgets.usd is 'How many US dollars.';
