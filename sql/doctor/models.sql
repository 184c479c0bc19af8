-- The requests by the name of the model that answered, and the model of an API that it is priced as.
select
    provider,
    model_slug,
    api_model,
    count(*) as requests,
from core.requests
group by all;
