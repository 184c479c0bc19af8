-- What a million tokens of each model cost, and when; the user's own rows among them.
create or replace view v1.pricing as
select
    vendor::varchar as vendor,
    api_model::varchar as api_model,
    valid_from::date as valid_from,
    valid_to::date as valid_to,
    is_first::boolean as is_first,
    is_dated::boolean as is_dated,
    input::decimal(12, 6) as input,
    cached_read::decimal(12, 6) as cached_read,
    cache_write::decimal(12, 6) as cache_write,
    output::decimal(12, 6) as output,
    long_above::integer as long_above,
    long_input::decimal(12, 6) as long_input,
    long_cached_read::decimal(12, 6) as long_cached_read,
    long_cache_write::decimal(12, 6) as long_cache_write,
    long_output::decimal(12, 6) as long_output,
    confidence::varchar as confidence,
    source::varchar as source,
    is_own::boolean as is_own,
from core.pricing;

comment on view v1.pricing is 'One row per model of an API and period of one price, in US dollars per million tokens.';
comment on column v1.pricing.vendor is 'Who sells it: openai, anthropic.';
comment on column v1.pricing.api_model is 'The model as the API names it.';
comment on column v1.pricing.valid_from is 'First day it holds, from 00:00 UTC.';
comment on column v1.pricing.valid_to is 'First day it holds no more; NULL where it still holds.';
comment on column v1.pricing.is_first is 'Whether it is the model''s first known price, which then also holds for all time before valid_from.';
comment on column v1.pricing.is_dated is 'Whether valid_from is the day the price began; false where it is the day of the list it was read from: such a price holds for no day before.';
comment on column v1.pricing.input is 'Price of a million input tokens.';
comment on column v1.pricing.cached_read is 'Price of a million input tokens read from the prompt cache; NULL where there is no cache.';
comment on column v1.pricing.cache_write is 'Price of a million input tokens written to the prompt cache; NULL where writing costs nothing extra.';
comment on column v1.pricing.output is 'Price of a million output tokens.';
comment on column v1.pricing.long_above is 'Input tokens above which the whole request costs the long_ prices; NULL where there are none.';
comment on column v1.pricing.long_input is 'Price of a million input tokens of such a request.';
comment on column v1.pricing.long_cached_read is 'Price of a million cached input tokens of such a request.';
comment on column v1.pricing.long_cache_write is 'Price of a million tokens written to the cache by such a request.';
comment on column v1.pricing.long_output is 'Price of a million output tokens of such a request.';
comment on column v1.pricing.confidence is 'How sure the figure is: high, medium, low.';
comment on column v1.pricing.source is 'Keys of the sources the row was read from, as in sources.';
comment on column v1.pricing.is_own is 'Whether the user added the row; such a row wins over one of ours with the same key.';
