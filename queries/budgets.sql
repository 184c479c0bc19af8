-- How much of each budget is spent?
with spending as (
    select
        budgets.per,
        budgets.project,
        date_trunc(budgets.per, $today::date)::date as from_day,
        budgets.usd as budget,
        coalesce(spent.usd, 0)::decimal(18, 6) as spent,
        coalesce(spent.requests_unpriced, 0) as not_priced,
    from v1.budgets
    left join v1.budget_spending as spent
        on budgets.per = spent.per
        and budgets.project is not distinct from spent.project
        and spent.from_day = date_trunc(budgets.per, $today::date)::date
)

select
    per,
    project,
    from_day,
    budget,
    spent,
    (budget - spent)::decimal(18, 6) as remaining,
    round(100 * spent / nullif(budget, 0))::integer as percent,
    not_priced,
from spending
order by from_day, per, project nulls first;

-- beside it:
select 'No budget is set; set one with: etl budget set 50 --per month' as note
where not exists (select 1 from answer);
