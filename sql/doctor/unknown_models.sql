-- The models without a price: what they answered is in no total of dollars.
select
    coalesce(model_slug, 'no name') as model,
    count(*) as requests,
from core.requests
where price_status in ('unmapped', 'unpriced')
group by all
order by requests desc, model
limit 5;
