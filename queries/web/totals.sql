-- What is there in all, or from one local day to another?
with days as (
    select *
    from v1.daily_usage
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
),

spent as (
    select *
    from v1.daily_costs
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
),

chats as (
    select count(distinct (provider, account_id, conversation_id)) as conversations
    from v1.conversation_days
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
)

select
    about.timezone,
    about.pricing_version,
    if($since::date is null and $until::date is null, about.conversations, chats.conversations) as conversations,
    sums.*,
    costs.*,
    (select count(distinct vendor) from v1.provider_daily) as vendors,
from v1.about
cross join chats
cross join (
    select
        min(day) as first_day,
        max(day) as last_day,
        coalesce(sum(messages), 0) as messages,
        sum(user_messages) as user_messages,
        sum(answers) as answers,
        sum(tokens_in) as tokens_in,
        sum(tokens_out) as tokens_out,
        sum(billed_in) as billed_in,
        sum(billed_out) as billed_out,
        count(distinct day) as active_days,
    from days
) as sums
cross join (
    select
        sum(usd_low) as usd_low,
        sum(usd) as usd,
        sum(usd_high) as usd_high,
        sum(usd_reported) as usd_reported,
        sum(requests) as requests,
        sum(requests_unpriced) as requests_unpriced,
    from spent
) as costs
