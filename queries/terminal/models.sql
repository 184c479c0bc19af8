-- Which models answered me most, and how often in each of the last twelve months?
with usage as (
    select
        model,
        date_trunc('month', day)::date as month,
        sum(answers) as answers,
        sum(tokens_out) as tokens_out,
    from v1.conversation_models
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
),

models as (
    select
        model,
        sum(answers) as answers,
        100 * sum(answers) / nullif(sum(sum(answers)) over (), 0) as percent,
        row_number() over (order by sum(answers) desc, sum(tokens_out) desc, model) as place,
        count(*) over () as models,
    from usage
    group by model
    having sum(answers) > 0
),

months as (
    select (newest.month - to_months(back.number::integer))::date as month,
    from (select max(month) as month from usage) as newest
    cross join range(12) as back(number)
),

trends as (
    select
        models.place,
        list(coalesce(usage.answers, 0)::bigint order by months.month) as answers,
    from models
    cross join months
    left join usage
        on models.model is not distinct from usage.model
        and months.month = usage.month
    where models.place <= 8
    group by all
)

select
    coalesce(models.model, '(unknown)') as model,
    models.answers::bigint as answers,
    round(models.percent, 1)::decimal(4, 1) as percent,
    trends.answers as trend,
    models.models,
from models
inner join trends on models.place = trends.place
order by models.place;
