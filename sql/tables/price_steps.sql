create table core.price_steps (
    vendor varchar,
    api_model varchar,
    valid_from date,
    above integer,
    input decimal(12, 6),
    cached_read decimal(12, 6),
    output decimal(12, 6),
    confidence varchar,
    source varchar,
);

comment on table core.price_steps is 'One row per model of an API, period of one price and step of size beyond long_above of pricing, in US dollars per million tokens.';
comment on column core.price_steps.vendor is 'Who sells it: openai, anthropic.';
comment on column core.price_steps.api_model is 'The model as the API names it.';
comment on column core.price_steps.valid_from is 'First day of the price in pricing that it is a step of.';
comment on column core.price_steps.above is 'Input tokens above which the whole request costs these prices, until the next step.';
comment on column core.price_steps.input is 'Price of a million input tokens of such a request.';
comment on column core.price_steps.cached_read is 'Price of a million cached input tokens of such a request; NULL where there is no cache.';
comment on column core.price_steps.output is 'Price of a million output tokens of such a request.';
comment on column core.price_steps.confidence is 'How sure the figure is: high, medium, low.';
comment on column core.price_steps.source is 'Keys of the sources the row was read from, as in sources.';
