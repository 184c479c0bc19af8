create table core.model_names (
    provider varchar,
    slug varchar,
    encoding_witness varchar,
    valid_from date,
    valid_to date,
    vendor varchar,
    api_model varchar,
    alt_api_model varchar,
    encoding varchar,
    is_reasoning boolean,
    status varchar,
    confidence varchar,
    tier varchar,
);

comment on table core.model_names is 'One row per provider, model name that occurs there, encoding the export proves for it, and period in which one rule of model_map decides it.';
comment on column core.model_names.provider is 'Whose product the chats were held in: chatgpt, claude.';
comment on column core.model_names.slug is 'The product''s name of the model.';
comment on column core.model_names.encoding_witness is 'The encoding that the export proves for the messages it holds for; NULL where it proves none.';
comment on column core.model_names.valid_from is 'First day; the first rule of a name holds from 1970-01-01.';
comment on column core.model_names.valid_to is 'First day it holds no more; NULL where it still holds.';
comment on column core.model_names.vendor is 'Who sells it: openai, anthropic.';
comment on column core.model_names.api_model is 'The model of an API; NULL where there is none.';
comment on column core.model_names.alt_api_model is 'Another model it may have been; NULL where there is none.';
comment on column core.model_names.encoding is 'The encoding of the model; NULL where unknown.';
comment on column core.model_names.is_reasoning is 'Whether the model thinks before it answers.';
comment on column core.model_names.status is 'mapped, proxy, ambiguous or unmapped, as in model_map.';
comment on column core.model_names.confidence is 'How sure the figure is: high, medium, low; at most medium where the name is that of a cloud or gateway, whose price may differ.';
comment on column core.model_names.tier is 'The price tier that the name itself says, as in claude-opus-4.8-fast; NULL where it says none.';
