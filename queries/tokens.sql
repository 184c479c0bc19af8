-- What was billed: tokens and dollars, day by day?
select
    coalesce(day::varchar, '(unknown)') as day,
    sum(billed_input)::bigint as input,
    sum(billed_cache_read)::bigint as cache_read,
    sum(billed_cache_write)::bigint as cache_write,
    sum(billed_output)::bigint as output,
    sum(usd)::decimal(38, 12) as usd,
from v1.request_usage
where
    ($since::date is null or day >= $since::date)
    and ($until::date is null or day <= $until::date)
    and ($provider::varchar is null or provider = $provider)
    and ($model::varchar is null or model = $model)
    and ($account::varchar is null or account_id = $account)
group by all
order by min(request_usage.day) nulls last;

-- in all:
select
    sum(input)::bigint as input,
    sum(cache_read)::bigint as cache_read,
    sum(cache_write)::bigint as cache_write,
    sum(output)::bigint as output,
    sum(usd)::decimal(38, 12) as usd,
from answer;

-- beside it:
with requests as (
    select * from v1.request_usage
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($model::varchar is null or model = $model)
        and ($account::varchar is null or account_id = $account)
),

sums as (
    select
        count(*) as requests,
        count(*) filter (token_basis = 'reported') as reported,
        count(*) filter (is_unreported) as unreported,
        count(*) filter (is_unpriced) as unpriced,
        coalesce(sum(usd), 0) as usd,
        coalesce(sum(usd_reported), 0) as usd_reported,
        coalesce(sum(usd_unreported), 0) as usd_unreported,
        coalesce(sum(usd_low), 0) as usd_low,
        coalesce(sum(usd_high), 0) as usd_high,
        coalesce(sum(billed_cache_write_1h), 0) as written_1h,
        coalesce(sum(billed_reasoning), 0) as reasoning,
    from requests
),

lacking as (
    select string_agg(format('{} ({:,})', model, requests), ', ' order by requests desc, model) as named
    from (
        select
            coalesce(model, 'no name') as model,
            count(*) as requests,
        from requests
        where is_unpriced
        group by all
        order by requests desc, model
        limit 6
    )
),

notes as (
    select
        1 as line,
        case
            when reported = requests then format('All {:,} requests as the API itself reported them.', requests)
            when reported = 0 then
                format('No log reports these {:,} requests: tokens are counted, the cache is simulated.', requests)
            else format(
                'Reported by the API itself: {:,} of {:,} requests, ${:,.2f}; '
                    || 'the others are counted, their cache is simulated.',
                reported,
                requests,
                usd_reported
            )
        end || if(usd_high > usd_low, format(' All of it: ${:,.2f} to ${:,.2f}.', usd_low, usd_high), '') as note,
    from sums
    where requests > 0
    union all
    select
        2,
        format(
            'No report followed {:,} request{}: estimated at ${:,.4f}, which is in usd; '
                || 'the columns of tokens lack {}.',
            unreported,
            if(unreported = 1, '', 's'),
            usd_unreported,
            if(unreported = 1, 'it', 'them')
        ),
    from sums
    where unreported > 0
    union all
    select
        3,
        format('Without a price, and so not in usd: {}; see: etl report unpriced', named),
    from lacking
    where named is not null
    union all
    select
        4,
        concat_ws(
            ' ',
            if(written_1h > 0, format('Of what was written to the cache, {:,} tokens were for an hour.', written_1h), null),
            if(reasoning > 0, format('Of the output, {:,} tokens were reasoning.', reasoning), null)
        ),
    from sums
    where written_1h > 0 or reasoning > 0
    union all
    select
        5,
        format(
            'Budget {}{}: ${:,.2f} of ${:,.2f}{}.',
            if(per = 'day', 'of today', 'of this ' || per),
            if(project is null, '', ' for ' || project),
            coalesce(usd, 0),
            usd_budget,
            if(usd > usd_budget, format(', ${:,.2f} too much', usd - usd_budget), '')
        ),
    from v1.budget_spending
    where from_day = date_trunc(per, $today::date)::date
)

select note from notes
order by line, note;
