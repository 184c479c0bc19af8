create table core.token_rules (
    encoding varchar,
    per_message integer,
    priming integer,
    basis varchar,
    source varchar,
);

comment on table core.token_rules is 'One row per encoding: what a request costs beside the text of its messages, in tokens.';
comment on column core.token_rules.encoding is 'Name of the encoding.';
comment on column core.token_rules.per_message is 'Tokens that frame each message of the input.';
comment on column core.token_rules.priming is 'Tokens that open the answer, once a request.';
comment on column core.token_rules.basis is 'rule = published for this encoding, assumed = carried over from another.';
comment on column core.token_rules.source is 'Keys of the sources the row was read from, as in sources.';
