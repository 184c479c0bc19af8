-- What a million tokens of a request cost whose input is longer than the first step of v1.pricing.
create or replace view v1.price_steps as
select
    vendor::varchar as vendor,
    api_model::varchar as api_model,
    valid_from::date as valid_from,
    above::integer as above,
    input::decimal(12, 6) as input,
    cached_read::decimal(12, 6) as cached_read,
    output::decimal(12, 6) as output,
    confidence::varchar as confidence,
    source::varchar as source,
from core.price_steps;

comment on view v1.price_steps is 'One row per model of an API, period of one price and step of size beyond long_above of pricing, in US dollars per million tokens.';
comment on column v1.price_steps.vendor is 'Who sells it: openai, anthropic.';
comment on column v1.price_steps.api_model is 'The model as the API names it.';
comment on column v1.price_steps.valid_from is 'First day of the price in pricing that it is a step of.';
comment on column v1.price_steps.above is 'Input tokens above which the whole request costs these prices, until the next step.';
comment on column v1.price_steps.input is 'Price of a million input tokens of such a request.';
comment on column v1.price_steps.cached_read is 'Price of a million cached input tokens of such a request; NULL where there is no cache.';
comment on column v1.price_steps.output is 'Price of a million output tokens of such a request.';
comment on column v1.price_steps.confidence is 'How sure the figure is: high, medium, low.';
comment on column v1.price_steps.source is 'Keys of the sources the row was read from, as in sources.';
