-- The user's own rules from a model's name in a product to the model of an API; no witness is an empty text.
create table if not exists model_rules (
    vendor text not null,
    match text not null,
    slug text not null,
    encoding_witness text not null default '',
    valid_from text not null,
    api_model text,
    alt_api_model text,
    encoding text,
    is_reasoning text,
    status text not null,
    confidence text,
    evidence text,
    provider text,
    primary key (vendor, slug, encoding_witness, valid_from)
) without rowid
