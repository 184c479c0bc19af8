create table core.model_map (
    vendor varchar,
    match varchar,
    slug varchar,
    encoding_witness varchar,
    valid_from date,
    api_model varchar,
    alt_api_model varchar,
    encoding varchar,
    is_reasoning boolean,
    status varchar,
    confidence varchar,
    evidence varchar,
    provider varchar,
    is_own boolean,
);

comment on table core.model_map is 'One row per rule from a model''s name in a product to the model of an API, valid from a day.';
comment on column core.model_map.vendor is 'Who sells it: openai, anthropic.';
comment on column core.model_map.match is 'How slug is compared: exact or regex.';
comment on column core.model_map.slug is 'The product''s name of the model, or a regular expression for it.';
comment on column core.model_map.encoding_witness is 'The rule holds only where the export proves this encoding, and then before all others; NULL where it always holds.';
comment on column core.model_map.valid_from is 'First day it holds, from 00:00 UTC.';
comment on column core.model_map.api_model is 'The nearest model that an API sells; NULL where there is none.';
comment on column core.model_map.alt_api_model is 'Another model it may have been; NULL where there is none.';
comment on column core.model_map.encoding is 'The encoding of the model; NULL where unknown.';
comment on column core.model_map.is_reasoning is 'Whether the model thinks before it answers.';
comment on column core.model_map.status is 'mapped = the same model, proxy = the nearest one, ambiguous = one of two, unmapped = known, but no model of an API.';
comment on column core.model_map.confidence is 'How sure the figure is: high, medium, low.';
comment on column core.model_map.evidence is 'Keys of the evidence for the rule, as in sources.';
comment on column core.model_map.provider is 'The rule holds only for chats of this provider, and then before all others; NULL where it holds for any.';
comment on column core.model_map.is_own is 'Whether the user added the row; such a row wins over one of ours with the same key.';
