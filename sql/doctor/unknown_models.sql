-- The models that no rule of model_map names: their tokens are counted as assumed, and they have no price.
select
    model_slug,
    count(*) as messages,
from core.messages
where role = 'assistant' and encoding_basis = 'assumed' and model_slug is not null
group by all
order by messages desc, model_slug
limit 5;
