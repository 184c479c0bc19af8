-- The user's own prices, in US dollars per million tokens; decimals are kept as they were written.
create table if not exists prices (
    vendor text not null,
    api_model text not null,
    valid_from text not null,
    is_dated text,
    input text not null,
    cached_read text,
    cache_write text,
    output text not null,
    long_above text,
    long_input text,
    long_cached_read text,
    long_cache_write text,
    long_output text,
    confidence text,
    source text,
    primary key (vendor, api_model, valid_from)
) without rowid
