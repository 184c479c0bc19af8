-- When did I use which of my two biggest vendors, and how much?
with sums as (
    select
        vendor,
        sum(user_messages) as user_messages,
        sum(messages) as messages,
    from v1.vendor_daily
    where day is not null
    group by all
),

vendors as (
    select
        vendor,
        row_number() over (order by user_messages desc, messages desc, vendor) as place,
    from sums
)

select
    vendor_daily.day,
    vendor_daily.vendor,
    vendor_daily.messages,
    vendor_daily.user_messages,
    vendor_daily.billed_in + vendor_daily.billed_out as tokens,
    vendor_daily.usd,
    vendor_daily.requests_unpriced,
from v1.vendor_daily
inner join vendors on vendor_daily.vendor = vendors.vendor
where
    vendors.place <= 2
    and vendor_daily.day is not null
    and (vendor_daily.messages > 0 or vendor_daily.requests > 0)
    and ($since::date is null or vendor_daily.day >= $since::date)
    and ($until::date is null or vendor_daily.day <= $until::date)
order by vendor_daily.day, vendors.place;

-- beside it:
select
    vendor,
    min(day) filter (messages > 0) as first_day,
    max(day) filter (messages > 0) as last_day,
from v1.vendor_daily
where day is not null
group by all
having sum(messages) > 0
order by sum(user_messages) desc, sum(messages) desc, vendor
limit 2;
