create table core.plan_months (
    period integer,
    vendor varchar,
    plan varchar,
    month date,
    usd_fee decimal(12, 2),
);

comment on table core.plan_months is 'One row per plan period and month it touches, to the last month with messages where it still runs.';
comment on column core.plan_months.period is 'The period.';
comment on column core.plan_months.vendor is 'Who sells it: openai, anthropic.';
comment on column core.plan_months.plan is 'Name of the plan.';
comment on column core.plan_months.month is 'First day of the month.';
comment on column core.plan_months.usd_fee is 'US dollars for that month, all seats; NULL where the plan had no known price.';
