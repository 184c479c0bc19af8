create table core.price_tiers (
    vendor varchar,
    api_model varchar,
    tier varchar,
    alias varchar,
    valid_from date,
    valid_to date,
    factor decimal(12, 9),
    long_factor decimal(12, 9),
    confidence varchar,
    source varchar,
);

comment on table core.price_tiers is 'One row per model of an API, price tier and period: what a request of that tier costs, as a multiple of its price in pricing.';
comment on column core.price_tiers.vendor is 'Who sells it: openai, anthropic.';
comment on column core.price_tiers.api_model is 'The model as the API names it.';
comment on column core.price_tiers.tier is 'The tier as logs report it: fast, priority, ultrafast, flex, batch, or us for inference in the United States alone.';
comment on column core.price_tiers.alias is 'Another name of the tier; NULL where there is none.';
comment on column core.price_tiers.valid_from is 'First day it holds, from 00:00 UTC; the first of a tier also holds for all time before.';
comment on column core.price_tiers.valid_to is 'First day it holds no more; NULL where it still holds.';
comment on column core.price_tiers.factor is 'Multiple of every price of the model: of input, output and of what is read from the cache and written to it.';
comment on column core.price_tiers.long_factor is 'The same for a long request; NULL where the tier has none, which is then served and billed as standard.';
comment on column core.price_tiers.confidence is 'How sure the figure is: high, medium, low.';
comment on column core.price_tiers.source is 'Keys of the sources the row was read from, as in sources.';
