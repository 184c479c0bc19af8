-- The sizes of pictures that occur, with the rule of each model that saw one.
select distinct
    image_rules.vendor,
    image_rules.api_model,
    pictures.width,
    pictures.height,
    image_rules.method,
    image_rules.base,
    image_rules.per_tile,
    image_rules.edge,
    image_rules.budget,
    image_rules.factor,
from temp.pictures
inner join temp.named
    on pictures.revision = named.revision
    and pictures.node_id = named.node_id
inner join core.image_rules
    on named.vendor = image_rules.vendor
    and named.api_model = image_rules.api_model
