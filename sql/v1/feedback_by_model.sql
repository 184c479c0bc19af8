-- Which models got thumbs up and down.
create or replace view v1.feedback_by_model as
with rated as (
    select
        feedback.provider,
        feedback.account_id,
        feedback.feedback_id,
        feedback.rating,
        feedback.comment,
        feedback.created_at,
        max(messages.model_slug) as model,
    from core.feedback
    left join core.messages
        on feedback.provider = messages.provider
        and feedback.account_id is not distinct from messages.account_id
        and feedback.message_id = messages.message_id
        and messages.role <> 'user'
    group by all
)

select
    provider::varchar as provider,
    account_id::varchar as account_id,
    model::varchar as model,
    count(*)::bigint as ratings,
    (count(*) filter (lower(rating) in ('thumbs_up', 'thumbsup', 'upvote', 'up', 'good')))::bigint as thumbs_up,
    (count(*) filter (lower(rating) in ('thumbs_down', 'thumbsdown', 'downvote', 'down', 'bad')))::bigint as thumbs_down,
    (count(*) filter (comment <> ''))::bigint as comments,
    min(created_at)::timestamp as first_rated_at,
    max(created_at)::timestamp as last_rated_at,
from rated
group by all;

comment on view v1.feedback_by_model is 'One row per provider, account and model whose answers were rated.';
comment on column v1.feedback_by_model.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.feedback_by_model.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.feedback_by_model.model is 'The model of the rated message as the product names it; NULL where the message is not in the database.';
comment on column v1.feedback_by_model.ratings is 'Ratings of any kind.';
comment on column v1.feedback_by_model.thumbs_up is 'Thumbs up.';
comment on column v1.feedback_by_model.thumbs_down is 'Thumbs down.';
comment on column v1.feedback_by_model.comments is 'Ratings with a comment.';
comment on column v1.feedback_by_model.first_rated_at is 'Time of the first rating, UTC; NULL where unknown.';
comment on column v1.feedback_by_model.last_rated_at is 'Time of the last rating, UTC; NULL where unknown.';
