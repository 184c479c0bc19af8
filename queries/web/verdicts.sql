-- What did each vendor's plans cost, and what would their use have cost?
select
    vendor,
    count(*) filter (plans is not null) as planned,
    count(*) filter (verdict = 'subscription cheaper') as worth,
    count(*) filter (verdict = 'API cheaper') as dearer,
    count(*) filter (verdict = 'unused month') as unused,
    sum(usd_fee) as usd_fee,
    sum(usd) filter (plans is not null) as usd_planned,
    sum(saving) as saving,
    sum(requests_unpriced) as requests_unpriced,
from v1.subscription_value
group by all
order by vendor
