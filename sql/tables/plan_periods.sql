create table core.plan_periods (
    period integer,
    vendor varchar,
    plan varchar,
    billing varchar,
    from_date date,
    to_date date,
    seats integer,
    usd_month decimal(12, 2),
);

comment on table core.plan_periods is 'One row per period in which the user says a plan was paid.';
comment on column core.plan_periods.period is 'Number of the period, to remove it by.';
comment on column core.plan_periods.vendor is 'Who sells it: openai, anthropic.';
comment on column core.plan_periods.plan is 'Name of the plan.';
comment on column core.plan_periods.billing is 'monthly or annual.';
comment on column core.plan_periods.from_date is 'First day.';
comment on column core.plan_periods.to_date is 'Last day; NULL = still running.';
comment on column core.plan_periods.seats is 'Seats paid.';
comment on column core.plan_periods.usd_month is 'What the user really paid a month and seat; NULL = the price of the plan.';
