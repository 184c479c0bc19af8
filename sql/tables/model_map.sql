create table core.model_map (
    vendor varchar,
    match varchar,
    slug varchar,
    valid_from date,
    api_model varchar,
    alt_api_model varchar,
    encoding varchar,
    is_reasoning boolean,
    status varchar,
    confidence varchar,
    evidence varchar,
);

comment on table core.model_map is 'One row per rule from a model''s name in a product to the model of an API, valid from a day.';
comment on column core.model_map.vendor is 'Who makes the model: openai, anthropic.';
comment on column core.model_map.match is 'How slug is compared: exact or regex.';
comment on column core.model_map.slug is 'The product''s name of the model, or a regular expression for it.';
comment on column core.model_map.valid_from is 'First day the rule holds.';
comment on column core.model_map.api_model is 'The nearest model that an API sells; NULL where there is none.';
comment on column core.model_map.alt_api_model is 'Another model it may have been; NULL where there is none.';
comment on column core.model_map.encoding is 'The tiktoken encoding of the model; NULL where unknown.';
comment on column core.model_map.is_reasoning is 'Whether the model thinks before it answers.';
comment on column core.model_map.status is 'mapped = the same model, proxy = the nearest one, ambiguous = one of two, unpriced = none is sold.';
comment on column core.model_map.confidence is 'How sure the rule is: high, medium, low.';
comment on column core.model_map.evidence is 'Key of the evidence for the rule.';
