-- How each model name that occurs became a model of an API, and when.
create or replace view v1.model_names as
select
    provider::varchar as provider,
    slug::varchar as slug,
    encoding_witness::varchar as encoding_witness,
    valid_from::date as valid_from,
    valid_to::date as valid_to,
    vendor::varchar as vendor,
    api_model::varchar as api_model,
    alt_api_model::varchar as alt_api_model,
    encoding::varchar as encoding,
    is_reasoning::boolean as is_reasoning,
    status::varchar as status,
    confidence::varchar as confidence,
    tier::varchar as tier,
from core.model_names;

comment on view v1.model_names is 'One row per provider, model name that occurs there, encoding the export proves for it, and period in which one rule of model_map decides it.';
comment on column v1.model_names.provider is 'Whose product the chats were held in: chatgpt, claude.';
comment on column v1.model_names.slug is 'The product''s name of the model.';
comment on column v1.model_names.encoding_witness is 'The encoding that the export proves for the messages it holds for; NULL where it proves none.';
comment on column v1.model_names.valid_from is 'First day; the first rule of a name holds from 1970-01-01.';
comment on column v1.model_names.api_model is 'The model of an API; NULL where there is none.';
comment on column v1.model_names.alt_api_model is 'Another model it may have been; NULL where there is none.';
comment on column v1.model_names.encoding is 'The encoding of the model; NULL where unknown.';
comment on column v1.model_names.is_reasoning is 'Whether the model thinks before it answers.';
comment on column v1.model_names.tier is 'The price tier that the name itself says, as in claude-opus-4.8-fast; NULL where it says none.';
comment on column v1.model_names.status is 'mapped, proxy, ambiguous or unmapped, as in model_map.';
-- columns as in v1.pricing
