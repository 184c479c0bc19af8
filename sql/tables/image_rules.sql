create table core.image_rules (
    vendor varchar,
    api_model varchar,
    method varchar,
    base integer,
    per_tile integer,
    edge integer,
    budget integer,
    factor decimal(6, 3),
    confidence varchar,
    source varchar,
);

comment on table core.image_rules is 'One row per model of an API: how many tokens a picture in the input is.';
comment on column core.image_rules.vendor is 'Who sells it: openai, anthropic.';
comment on column core.image_rules.api_model is 'The model as the API names it.';
comment on column core.image_rules.method is 'tiles, patches or megapixels, see the formulas in etl/warehouse/pricing/images.py.';
comment on column core.image_rules.base is 'tiles: tokens of a picture at low detail, and the fixed part at high detail.';
comment on column core.image_rules.per_tile is 'tiles: tokens of each tile of 512 pixels.';
comment on column core.image_rules.edge is 'megapixels: pixels that the longest edge is reduced to.';
comment on column core.image_rules.budget is 'patches, megapixels: the most patches of a picture.';
comment on column core.image_rules.factor is 'patches: tokens of a patch.';
comment on column core.image_rules.confidence is 'How sure the figure is: high, medium, low.';
comment on column core.image_rules.source is 'Keys of the sources the row was read from, as in sources.';
