-- Which models answered me, and how did the mix change?
with days as (
    select
        day,
        model,
        sum(answers) as answers,
    from v1.daily_model_usage
    where
        answers > 0
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
),

span as (
    select if(max(day) >= min(day) + interval 4 month, 'month', 'week') as unit from days
),

ranked as (
    select
        model,
        row_number() over (order by sum(answers) desc, model) as place,
    from days
    where model is not null
    group by model
),

named as (
    select
        span.unit,
        date_trunc(span.unit, days.day)::date as period,
        case
            when days.model is null then 'not named by the export'
            when ranked.place <= 7 then days.model
            else 'other models'
        end as model,
        case when days.model is null then 9 else least(ranked.place, 8) end as place,
        days.answers,
    from days
    cross join span
    left join ranked on days.model = ranked.model
),

periods as (
    select
        unit,
        period,
        model,
        place,
        sum(answers) as answers,
    from named
    group by all
)

select
    unit,
    period,
    model,
    answers::bigint as answers,
    round(100 * answers / sum(answers) over (partition by period), 1)::decimal(4, 1) as percent,
from periods
order by period nulls last, place;
