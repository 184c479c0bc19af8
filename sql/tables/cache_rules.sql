create table core.cache_rules (
    vendor varchar,
    api_model varchar,
    policy varchar,
    reuse varchar,
    minimum_tokens integer,
    step_tokens integer,
    withheld_tokens integer,
    write_factor decimal(4, 2),
    source varchar,
);

comment on table core.cache_rules is 'One row per vendor, model and policy: how the prompt cache is simulated.';
comment on column core.cache_rules.vendor is 'Who sells it: openai, anthropic.';
comment on column core.cache_rules.api_model is 'The model as the API names it.';
comment on column core.cache_rules.policy is 'strict, default or best: from the least the vendor promises to the most that was ever observed.';
comment on column core.cache_rules.reuse is 'Which reuse of a request counts: prompt_5m, prompt_30m, prompt_60m, full_10m or full_60m, see requests.';
comment on column core.cache_rules.minimum_tokens is 'Tokens of the shortest prompt that is cached.';
comment on column core.cache_rules.step_tokens is 'Cached tokens above the minimum come in steps of so many.';
comment on column core.cache_rules.withheld_tokens is 'Tokens by which a hit above the minimum stays below that.';
comment on column core.cache_rules.write_factor is 'Price of a written token as a multiple of an input token; NULL = the cache_write of pricing.';
comment on column core.cache_rules.source is 'Keys of the sources the row was read from, as in sources.';
