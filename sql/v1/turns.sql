-- The shown conversation as one reads it: a long answer that was split over several messages is one turn.
create or replace view v1.turns as
select
    messages.provider::varchar as provider,
    messages.account_id::varchar as account_id,
    messages.conversation_id::varchar as conversation_id,
    messages.node_id::varchar as node_id,
    messages.depth::integer as depth,
    messages.role::varchar as role,
    messages.model_slug::varchar as model,
    messages.created_at::timestamp as created_at,
    messages.local_date::date as day,
    messages.text::varchar as text,
    messages.tokens::bigint as tokens,
    messages.characters::bigint as characters,
    1::integer as parts,
from v1.messages
anti join core.split_answers
    on messages.revision = split_answers.revision
    and messages.depth between split_answers.depth and split_answers.last_depth
where
    messages.role in ('user', 'assistant')
    and messages.is_current
    and not messages.is_retained
    and (messages.is_user_message or messages.is_answer)
union all
select
    provider::varchar,
    account_id::varchar,
    conversation_id::varchar,
    node_id::varchar,
    depth::integer,
    'assistant'::varchar,
    model_slug::varchar,
    created_at::timestamp,
    local_date::date,
    text::varchar,
    tokens::bigint,
    characters::bigint,
    parts::integer,
from core.split_answers
anti join core.copies
    on split_answers.revision = copies.revision
    and split_answers.node_id = copies.node_id;

comment on view v1.turns is 'One row per turn of a conversation''s shown path: a message of the user, or an answer with its split parts joined.';
comment on column v1.turns.node_id is 'Node of the turn''s first message.';
comment on column v1.turns.depth is 'Nodes between the turn''s first message and the root: the order of the turns.';
comment on column v1.turns.role is 'user or assistant.';
comment on column v1.turns.model is 'The model as the product names it; NULL where unknown.';
comment on column v1.turns.created_at is 'When its first message was written, UTC; NULL where unknown.';
comment on column v1.turns.day is 'Local day of its first message; NULL where unknown.';
comment on column v1.turns.text is 'The text, the parts of a split answer joined without anything between.';
comment on column v1.turns.tokens is 'Tokens of the text, part by part; NULL where nothing was counted.';
comment on column v1.turns.characters is 'Characters of the text-bearing parts.';
comment on column v1.turns.parts is 'Messages that the turn was joined from.';
-- columns as in v1.conversations
