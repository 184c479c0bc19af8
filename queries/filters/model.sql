-- Which models are there, by the names of exports, logs and price lists?
select unnest([slug, api_model, alt_api_model]) from v1.model_names
union
select model from v1.model_usage
union
select unnest([model, api_model]) from v1.model_costs
union
select api_model from v1.pricing
