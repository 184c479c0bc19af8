-- Which models got thumbs up and down.
create or replace view v1.feedback_by_model as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    model::varchar as model,
    count(*)::bigint as ratings,
    (count(*) filter (is_up))::bigint as thumbs_up,
    (count(*) filter (is_down))::bigint as thumbs_down,
    (count(*) filter (has_comment))::bigint as comments,
    min(created_at)::timestamp as first_rated_at,
    max(created_at)::timestamp as last_rated_at,
from v1.feedback
group by all;

comment on view v1.feedback_by_model is 'One row per provider, account and model whose answers were rated.';
comment on column v1.feedback_by_model.ratings is 'Ratings of any kind.';
comment on column v1.feedback_by_model.thumbs_up is 'Thumbs up.';
comment on column v1.feedback_by_model.thumbs_down is 'Thumbs down.';
comment on column v1.feedback_by_model.comments is 'Ratings with a comment.';
comment on column v1.feedback_by_model.first_rated_at is 'Time of the first rating, UTC; NULL where unknown.';
comment on column v1.feedback_by_model.last_rated_at is 'Time of the last rating, UTC; NULL where unknown.';
-- columns as in v1.feedback
