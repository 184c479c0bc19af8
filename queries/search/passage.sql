-- What does a message say? Asked of one alone, so that the texts around it need not be read.
select
    node_id,
    role,
    model_slug,
    local_date,
    text,
from core.messages
where
    revision = $revision
    and tour_in = $tour
limit 1
