create table core.pricing (
    vendor varchar,
    api_model varchar,
    valid_from date,
    valid_to date,
    is_dated boolean,
    is_first boolean,
    input decimal(12, 6),
    cached_read decimal(12, 6),
    cache_write decimal(12, 6),
    output decimal(12, 6),
    long_above integer,
    long_input decimal(12, 6),
    long_cached_read decimal(12, 6),
    long_cache_write decimal(12, 6),
    long_output decimal(12, 6),
    confidence varchar,
    source varchar,
    is_own boolean,
);

comment on table core.pricing is 'One row per model of an API and period of one price, in US dollars per million tokens.';
comment on column core.pricing.vendor is 'Who sells it: openai, anthropic.';
comment on column core.pricing.api_model is 'The model as the API names it.';
comment on column core.pricing.valid_from is 'First day it holds, from 00:00 UTC.';
comment on column core.pricing.valid_to is 'First day it holds no more; NULL where it still holds.';
comment on column core.pricing.is_dated is 'Whether that is the day the price began; false where it is the day of the list it was read from, before which the price is not known.';
comment on column core.pricing.is_first is 'Whether it is the model''s first known price, which then also holds for all time before valid_from; never of one that is not dated.';
comment on column core.pricing.input is 'Price of a million input tokens.';
comment on column core.pricing.cached_read is 'Price of a million input tokens read from the prompt cache; NULL where there is no cache.';
comment on column core.pricing.cache_write is 'Price of a million input tokens written to the prompt cache; NULL where writing costs nothing extra.';
comment on column core.pricing.output is 'Price of a million output tokens.';
comment on column core.pricing.long_above is 'Input tokens above which the whole request costs the long_ prices; NULL where there are none.';
comment on column core.pricing.long_input is 'Price of a million input tokens of such a request.';
comment on column core.pricing.long_cached_read is 'Price of a million cached input tokens of such a request.';
comment on column core.pricing.long_cache_write is 'Price of a million tokens written to the cache by such a request.';
comment on column core.pricing.long_output is 'Price of a million output tokens of such a request.';
comment on column core.pricing.confidence is 'How sure the figure is: high, medium, low.';
comment on column core.pricing.source is 'Keys of the sources the row was read from, as in sources.';
comment on column core.pricing.is_own is 'Whether the user added the row; such a row wins over one of ours with the same key.';
