-- What a request of a tier costs, as a multiple of the model's price: fast, flexible, in a batch, in one country.
create or replace view v1.price_tiers as
select
    vendor::varchar as vendor,
    api_model::varchar as api_model,
    tier::varchar as tier,
    alias::varchar as alias,
    valid_from::date as valid_from,
    valid_to::date as valid_to,
    factor::decimal(12, 9) as factor,
    long_factor::decimal(12, 9) as long_factor,
    confidence::varchar as confidence,
    source::varchar as source,
from core.price_tiers;

comment on view v1.price_tiers is 'One row per model of an API, price tier and period: what a request of that tier costs, as a multiple of its price in pricing.';
comment on column v1.price_tiers.tier is 'The tier as logs report it: fast, priority, ultrafast, flex, batch, or us for inference in the United States alone.';
comment on column v1.price_tiers.alias is 'Another name of the tier; NULL where there is none.';
comment on column v1.price_tiers.valid_from is 'First day it holds, from 00:00 UTC; the first of a tier also holds for all time before.';
comment on column v1.price_tiers.factor is 'Multiple of every price of the model: of input, output and of what is read from the cache and written to it.';
comment on column v1.price_tiers.long_factor is 'The same for a long request; NULL where the tier has none, which is then served and billed as standard.';
-- columns as in v1.pricing
