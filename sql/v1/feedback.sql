-- Every thumb up or down that the user gave an answer.
create or replace view v1.feedback as
with rated as (
    select
        feedback.provider,
        feedback.account_id,
        feedback.feedback_id,
        feedback.conversation_id,
        feedback.message_id,
        feedback.rating,
        feedback.comment,
        feedback.created_at,
        max(messages.model_slug) as model,
        max(messages.local_date) as message_day,
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
    feedback_id::varchar as feedback_id,
    conversation_id::varchar as conversation_id,
    message_id::varchar as message_id,
    model::varchar as model,
    coalesce(message_day, created_at::date)::date as day,
    created_at::timestamp as created_at,
    rating::varchar as rating,
    coalesce(lower(rating) in ('thumbs_up', 'thumbsup', 'upvote', 'up', 'good'), false)::boolean as is_up,
    coalesce(lower(rating) in ('thumbs_down', 'thumbsdown', 'downvote', 'down', 'bad'), false)::boolean as is_down,
    coalesce(comment <> '', false)::boolean as has_comment,
from rated;

comment on view v1.feedback is 'One row per thumb up or down.';
comment on column v1.feedback.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.feedback.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.feedback.feedback_id is 'The rating.';
comment on column v1.feedback.conversation_id is 'The conversation, unique within provider and account; NULL where the export does not say.';
comment on column v1.feedback.message_id is 'The message that was rated; NULL where the export does not say.';
comment on column v1.feedback.model is 'The model of the rated message as the product names it; NULL where the message is not in the database.';
comment on column v1.feedback.day is 'Local day of the rated message; where that is not in the database, the day of the rating in UTC; NULL where unknown.';
comment on column v1.feedback.created_at is 'Time of the rating, UTC; NULL where unknown.';
comment on column v1.feedback.rating is 'The rating as exported, for example thumbs_up.';
comment on column v1.feedback.is_up is 'Whether it is a thumb up.';
comment on column v1.feedback.is_down is 'Whether it is a thumb down.';
comment on column v1.feedback.has_comment is 'Whether the user wrote something with it.';
