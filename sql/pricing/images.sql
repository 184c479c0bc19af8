-- temp.images: pictures and their tokens for each run that has some above it; no tokens where no rule tells.
create or replace temp table images as
select
    pictures.revision,
    pictures.node_id,
    sum(pictures.pictures)::integer as images,
    if(count(picture_tokens.low) < count(*), null, sum(pictures.pictures * picture_tokens.low))::bigint as low,
    if(count(picture_tokens.high) < count(*), null, sum(pictures.pictures * picture_tokens.high))::bigint as high,
from temp.pictures
inner join temp.named
    on pictures.revision = named.revision
    and pictures.node_id = named.node_id
left join temp.picture_tokens
    on named.vendor = picture_tokens.vendor
    and named.api_model = picture_tokens.api_model
    and pictures.width is not distinct from picture_tokens.width
    and pictures.height is not distinct from picture_tokens.height
group by all
