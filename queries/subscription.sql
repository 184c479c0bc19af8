-- Was the plan worth its fee, month by month?
-- for programs: usd_reported, requests, requests_reported, requests_unpriced
with months as (
    select * from v1.subscription_value
    where
        ($since::date is null or month >= date_trunc('month', $since::date))
        and ($until::date is null or month <= $until::date)
        and (
            $provider::varchar is null
            or vendor in (select vendor from v1.providers where provider = $provider)
        )
)

select
    strftime(month, '%Y-%m') as month,
    concat_ws(' ', vendor, plans) as plan,
    usd_fee as fee,
    usd,
    usd_low as low,
    usd_high as high,
    case verdict
        when 'subscription cheaper' then 'plan cheaper'
        when 'within uncertainty' then 'unclear'
        when 'unused month' then 'unused'
        when 'no plan given' then 'no plan'
        else verdict
    end as verdict,
    saving,
    sum(saving) over (partition by vendor order by month) as saved_so_far,
    usd_reported,
    requests,
    requests_reported,
    requests_unpriced,
from months
order by vendor, month;

-- beside it:
with months as (
    select
        *,
        row_number() over (partition by vendor order by month) as number,
        count(*) over (partition by vendor) as months,
    from v1.subscription_value
    where
        plans is not null
        and ($since::date is null or month >= date_trunc('month', $since::date))
        and ($until::date is null or month <= $until::date)
        and (
            $provider::varchar is null
            or vendor in (select vendor from v1.providers where provider = $provider)
        )
),

vendors as (
    select
        vendor,
        count(*) as months,
        count(*) filter (verdict = 'subscription cheaper') as worth,
        count(*) filter (verdict = 'within uncertainty') as unclear,
        count(*) filter (verdict = 'unused month') as unused,
        count(*) filter (usd_fee is null) as without_fee,
        sum(requests_unpriced)::bigint as unpriced,
        sum(saving) as saving,
        sum(usd_low - usd_fee) as saving_low,
        sum(usd_high - usd_fee) as saving_high,
    from months
    group by all
),

plans as (
    select
        vendor,
        plans,
        count(*) as months,
        count(*) filter (verdict = 'subscription cheaper') as worth,
        avg(requests) as requests,
        sum(usd_fee) as usd_fee,
        sum(usd_low) as usd_low,
        sum(usd) as usd,
        sum(usd_high) as usd_high,
        avg(usd_fee) as fee,
        sum(usd) / nullif(sum(requests - requests_unpriced), 0) as usd_request,
    from months
    group by all
),

idle as (
    select
        vendor,
        string_agg(strftime(month, '%Y-%m'), ', ' order by month) as named,
    from months
    where verdict = 'unused month'
    group by all
),

known as (
    select
        vendor,
        month,
        number,
        months,
        sum(coalesce(usd, 0)) over so_far as usd_api,
        sum(usd_fee) over (partition by vendor) - sum(usd_fee) over so_far as usd_rest,
        lead(month) over (partition by vendor order by month) as plan_from,
    from months
    where vendor not in (select vendor from vendors where without_fee > 0)
    window so_far as (partition by vendor order by month rows between unbounded preceding and current row)
),

switches as (
    select
        vendor,
        0 as number,
        min(month) as plan_from,
        sum(usd_fee) as usd,
    from months
    where vendor not in (select vendor from vendors where without_fee > 0)
    group by all
    union all
    select vendor, number, plan_from, usd_api + usd_rest from known
),

best as (
    select
        vendor,
        max(number) as months,
        arg_min((number, plan_from), (usd, number)) as switch,
        min(usd) as usd,
        arg_min(usd, number) as usd_plan,
        arg_max(usd, number) as usd_api,
    from switches
    group by all
),

stated as (
    select count(*) > 0 as is_stated from v1.plan_periods
),

paying as (
    select
        providers.vendor,
        bool_or(accounts.is_paying) as is_paying,
    from v1.accounts
    inner join v1.providers on accounts.provider = providers.provider
    where accounts.is_paying is not null and ($provider::varchar is null or accounts.provider = $provider)
    group by all
),

offers as (
    select
        vendor,
        arg_min(plan, (valid_from, usd_month)) as plan,
    from v1.plans
    where usd_month > 0 and billing = 'monthly'
    group by all
),

usage as (
    select
        vendor,
        min(month) as month,
    from v1.subscription_value
    where requests > 0
    group by all
),

notes as (
    select
        1 as line,
        vendor,
        format(
            '{}: worth it in {:,} of {:,} month{}; pay-per-use would have cost ${:,.2f} {} '
                || '(from ${:,.2f} {} to ${:,.2f} {}).',
            vendor,
            worth,
            months,
            if(months = 1, '', 's'),
            abs(saving),
            if(saving < 0, 'less', 'more'),
            abs(saving_low),
            if(saving_low < 0, 'less', 'more'),
            abs(saving_high),
            if(saving_high < 0, 'less', 'more')
        ) as note,
    from vendors
    union all
    select
        2,
        vendor,
        format(
            '{}: {:,} request{} of those months {} no price; with {} pay-per-use would have cost more.',
            vendor,
            unpriced,
            if(unpriced = 1, '', 's'),
            if(unpriced = 1, 'has', 'have'),
            if(unpriced = 1, 'it', 'them')
        ),
    from vendors
    where unpriced > 0
    union all
    select
        3,
        vendor,
        format(
            '{}: the fee of {:,} month{} is unknown; state it with: etl plan add {} {} --price USD.',
            vendor,
            count(*),
            if(count(*) = 1, '', 's'),
            vendor,
            plans
        ),
    from months
    where usd_fee is null
    group by vendor, plans
    union all
    select
        4,
        vendor,
        format(
            '{} {}: {:,} month{}, ${:,.2f} paid, ${:,.2f} on the API (${:,.2f} to ${:,.2f}), worth it in {:,}.',
            vendor,
            plans,
            months,
            if(months = 1, '', 's'),
            usd_fee,
            usd,
            usd_low,
            usd_high,
            worth
        ),
    from plans
    union all
    select
        5,
        vendor,
        format(
            '{} {}: breaks even at {:,.0f} requests a month (a request is ${:,.4f} on average); there were {:,.0f}.',
            vendor,
            plans,
            ceil(fee / usd_request),
            usd_request,
            requests
        ),
    from plans
    where usd_request > 0
    union all
    select 6, vendor, format('{}: paid and not used in {}.', vendor, named) from idle
    union all
    select
        7,
        vendor,
        format(
            '{}: in hindsight, {} would have cost least: ${:,.2f}, '
                || 'against ${:,.2f} for the plan and ${:,.2f} for pay-per-use.',
            vendor,
            case switch[1]
                when 0 then 'the plan all along'
                when months then 'pay-per-use all along'
                else format('pay-per-use, then the plan from {}', strftime(switch[2], '%Y-%m'))
            end,
            usd,
            usd_plan,
            usd_api
        ),
    from best
    union all
    select
        8,
        null,
        'The API price buys tokens only: no app, no voice, no image generation, no memory, '
            || 'and other limits. Fees are as you stated them.',
    from stated
    where is_stated
    union all
    select
        9,
        null,
        'No plan is stated, and an export does not tell since when one was paid: '
            || 'it knows at most whether there was one on the day it was made.',
    from stated
    where not is_stated
    union all
    select
        9,
        paying.vendor,
        format(
            '{}: on the day of the newest export {}.',
            paying.vendor,
            if(paying.is_paying, 'a plan was paid', 'no plan was paid')
        ),
    from paying
    cross join stated
    where not stated.is_stated
    union all
    select
        10,
        usage.vendor,
        format(
            'State one with: etl plan add {} {} --from {}',
            usage.vendor,
            offers.plan,
            strftime(usage.month, '%Y-%m')
        ),
    from usage
    inner join offers on usage.vendor = offers.vendor
    cross join stated
    where not stated.is_stated
)

select note from notes
where note is not null
order by if(line >= 8, line, 0), vendor, line, note;
