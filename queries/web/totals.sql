-- What is there in all?
select
    about.first_day,
    about.last_day,
    about.timezone,
    about.pricing_version,
    about.conversations,
    about.messages,
    sums.user_messages,
    sums.answers,
    sums.tokens_in,
    sums.tokens_out,
    sums.billed_in,
    sums.billed_out,
    sums.active_days,
    costs.usd_low,
    costs.usd,
    costs.usd_high,
    costs.usd_reported,
    costs.requests,
    costs.requests_unpriced,
    (select count(distinct vendor) from v1.provider_daily) as vendors,
from v1.about
cross join (
    select
        sum(user_messages) as user_messages,
        sum(answers) as answers,
        sum(tokens_in) as tokens_in,
        sum(tokens_out) as tokens_out,
        sum(billed_in) as billed_in,
        sum(billed_out) as billed_out,
        count(distinct day) as active_days,
    from v1.daily_usage
) as sums
cross join (
    select
        sum(usd_low) as usd_low,
        sum(usd) as usd,
        sum(usd_high) as usd_high,
        sum(usd_reported) as usd_reported,
        sum(requests) as requests,
        sum(requests_unpriced) as requests_unpriced,
    from v1.monthly_costs
) as costs
