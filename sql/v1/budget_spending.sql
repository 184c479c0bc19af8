-- What was spent of each budget, day by day, week by week or month by month.
create or replace view v1.budget_spending as
select
    budgets.per::varchar as per,
    budgets.project::varchar as project,
    (case budgets.per when 'day' then usage.day when 'week' then dim_date.week else dim_date.month end)::date as from_day,
    budgets.usd::decimal(12, 2) as usd_budget,
    sum(usage.usd)::decimal(38, 12) as usd,
    count(*)::bigint as requests,
    (count(*) filter (usage.is_unpriced))::bigint as requests_unpriced,
from core.budgets
inner join v1.request_usage as usage
    on usage.day is not null
    and (
        budgets.project is null
        or budgets.project = usage.project
        or budgets.project = usage.project_id
        or right(usage.project, length(budgets.project) + 1) in ('/' || budgets.project, '\' || budgets.project)
    )
inner join core.dim_date on usage.day = dim_date.day
group by all;

comment on view v1.budget_spending is 'One row per budget and day, week or month with requests.';
comment on column v1.budget_spending.from_day is 'First local day of that time.';
comment on column v1.budget_spending.usd_budget is 'How many US dollars the budget is.';
comment on column v1.budget_spending.usd is 'US dollars spent, the one figure of a headline; NULL where no request has a price.';
comment on column v1.budget_spending.requests is 'Requests: billed generations of a model, on any branch.';
comment on column v1.budget_spending.requests_unpriced is 'Requests without a price: their amounts are in no sum.';
-- columns as in v1.budgets
