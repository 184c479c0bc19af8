-- When the user paid which plan.
create or replace view v1.plan_periods as
select
    period::integer as period,
    vendor::varchar as vendor,
    plan::varchar as plan,
    billing::varchar as billing,
    from_date::date as from_date,
    to_date::date as to_date,
    seats::integer as seats,
    usd_month::decimal(12, 2) as usd_month,
from core.plan_periods;

comment on view v1.plan_periods is 'One row per period in which the user says a plan was paid.';
comment on column v1.plan_periods.period is 'Number of the period, to remove it by.';
comment on column v1.plan_periods.vendor is 'Who sells it: openai, anthropic.';
comment on column v1.plan_periods.plan is 'Name of the plan.';
comment on column v1.plan_periods.billing is 'monthly or annual.';
comment on column v1.plan_periods.from_date is 'First day.';
comment on column v1.plan_periods.to_date is 'Last day; NULL = still running.';
comment on column v1.plan_periods.seats is 'Seats paid.';
comment on column v1.plan_periods.usd_month is 'What the user really paid a month and seat; NULL = the price of the plan.';
