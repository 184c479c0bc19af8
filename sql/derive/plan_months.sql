-- Each month of each plan period with its fee; a plan that still runs ends with the last month that has messages.
delete from core.plan_months;

insert into core.plan_months by name
with ends as (
    select max(local_date) as last_day from core.messages
),

months as (
    select
        plan_periods.*,
        unnest(range(
            date_trunc('month', plan_periods.from_date)::timestamp,
            (date_trunc('month', coalesce(plan_periods.to_date, ends.last_day)) + interval 1 month)::timestamp,
            interval 1 month
        ))::date as month,
    from core.plan_periods
    cross join ends
)

select
    months.period,
    months.vendor,
    months.plan,
    months.month,
    (months.seats * coalesce(months.usd_month, plans.usd_month))::decimal(12, 2) as usd_fee,
from months
left join core.plans
    on months.vendor = plans.vendor
    and months.plan = plans.plan
    and months.billing is not distinct from plans.billing
    and months.month >= date_trunc('month', plans.valid_from)
    and months.month < coalesce(date_trunc('month', plans.valid_to), date '9999-12-31')
order by all;
