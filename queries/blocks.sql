-- What did I use in each window of five hours?
with recursive zone as (
    select coalesce(timezone, 'UTC') as name from v1.about
),

requests as (
    select
        provider,
        created_at,
        epoch(created_at)::bigint // 3600 as hour,
        billed_input + billed_cache_read + billed_cache_write + billed_output as tokens,
        usd,
    from v1.request_usage
    where
        created_at is not null
        and (token_basis = 'reported' or is_unreported)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

hours as (
    select distinct
        provider,
        hour,
    from requests
),

steps as (
    select
        *,
        min(hour) over (
            partition by provider order by hour
            range between 5 following and unbounded following
        ) as next_hour,
        coalesce(hour - lag(hour) over (partition by provider order by hour) >= 5, true) as is_after_pause,
    from hours
),

starts as (
    select
        provider,
        hour,
        next_hour,
    from steps
    where is_after_pause
    union all
    select
        steps.provider,
        steps.hour,
        steps.next_hour,
    from starts
    inner join steps
        on starts.provider = steps.provider
        and starts.next_hour = steps.hour
    where not steps.is_after_pause
),

windows as (
    select
        requests.provider,
        make_timestamp(starts.hour * 3600 * 1000000) as start_at,
        make_timestamp((starts.hour + 5) * 3600 * 1000000) as end_at,
        min(requests.created_at) as first_at,
        max(requests.created_at) as last_at,
        sum(requests.tokens)::bigint as tokens,
        sum(requests.usd) as usd,
    from starts
    cross join range(5) as later (hours)
    inner join requests
        on starts.provider = requests.provider
        and starts.hour + later.hours = requests.hour
    group by requests.provider, starts.hour
),

measured as (
    select
        windows.*,
        timezone(zone.name, timezone('UTC', start_at)) as local_start,
        (usd / nullif(epoch(last_at - first_at), 0)::decimal(18, 6) * 3600)::decimal(18, 6) as usd_hour,
        start_at <= $now::timestamp and $now::timestamp < end_at as is_active,
        coalesce($limit::decimal(12, 2), max(usd) over (partition by provider)) as usd_limit,
        row_number() over (order by start_at desc) as place,
    from windows
    cross join zone
)

select
    strftime(local_start, '%Y-%m-%d %H:%M') as start,
    provider,
    (epoch(last_at - first_at) / 3600)::decimal(4, 2) as hours,
    tokens,
    usd::decimal(18, 6) as usd,
    usd_hour as usd_an_hour,
    round(100 * usd / nullif(usd_limit, 0))::integer as percent,
    if(is_active, (epoch(end_at - $now::timestamp) / 3600)::decimal(4, 2), null) as hours_left,
from measured
where
    ($since::date is null or local_start::date >= $since::date)
    and ($until::date is null or local_start::date <= $until::date)
    and ($since::date is not null or $until::date is not null or place <= 30)
order by start, provider;

-- beside it:
with notes as (
    select
        1 as line,
        format(
            '{}, now: {:.1f} hours left; at ${:,.2f} an hour it ends at ${:,.2f}',
            provider,
            hours_left,
            usd_an_hour,
            usd + usd_an_hour * hours_left
        )
        || case
            when $limit::decimal(12, 2) is null then ''
            when usd >= $limit::decimal(12, 2) then format(', and is over ${:,.2f} already', $limit::decimal(12, 2))
            when usd + usd_an_hour * hours_left <= $limit::decimal(12, 2)
                then format(', within ${:,.2f}: ${:,.2f} is left', $limit::decimal(12, 2), $limit::decimal(12, 2) - usd)
            else format(
                '; of ${:,.2f}, ${:,.2f} is left and lasts {:.1f} hours',
                $limit::decimal(12, 2),
                $limit::decimal(12, 2) - usd,
                ($limit::decimal(12, 2) - usd) / usd_an_hour
            )
        end
        || '.' as note,
    from answer
    where hours_left is not null and usd_an_hour is not null
    union all
    select
        2,
        if(
            $limit::decimal(12, 2) is null,
            'Percent of the dearest window so far; of an amount of yours with: --limit DOLLARS',
            format('Percent of ${:,.2f}.', $limit::decimal(12, 2))
        ),
    where exists (select 1 from answer)
    union all
    select 3, 'Windows begin with the hour, in UTC, of the first request after the last window, as the vendors count.'
    where exists (select 1 from answer)
    union all
    select 4, 'The latest 30 windows; more with: --since DAY'
    where $since::date is null and $until::date is null and (select count(*) from answer) = 30
    union all
    select 5, 'Only logs of agents tell when each request was made; load some with: etl load --claude-code --codex'
    where not exists (select 1 from answer)
)

select note from notes
order by line, note;
