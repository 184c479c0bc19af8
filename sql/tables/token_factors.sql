create table core.token_factors (
    encoding varchar,
    text_class varchar,
    factor decimal(6, 3),
    error_low decimal(4, 2),
    error_high decimal(4, 2),
    source varchar,
);

comment on table core.token_factors is 'One row per family of Claude''s encodings and class of text: how many tokens one token of o200k_base makes.';
comment on column core.token_factors.encoding is 'Name of the encoding.';
comment on column core.token_factors.text_class is 'What the text is: english, code, data, latin, cyrillic, han, hangul, indic, other.';
comment on column core.token_factors.factor is 'Tokens for each token of o200k_base.';
comment on column core.token_factors.error_low is '5th percentile of the relative error over texts of about 1,000 characters; NULL where not measured.';
comment on column core.token_factors.error_high is '95th percentile of that error; NULL where not measured.';
comment on column core.token_factors.source is 'Keys of the sources the row was read from, as in sources.';
