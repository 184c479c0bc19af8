-- Joins the answers that were split over consecutive messages, in the conversations of a portion of temp.renewed. An
-- answer is what v1.messages calls one.
insert into core.split_answers by name
with due as (
    select revision
    from temp.renewed
    where portion = $portion
),

answers as (
    select
        messages.revision,
        messages.depth,
    from core.messages
    semi join due
        on messages.revision = due.revision
    where
        role = 'assistant'
        and not is_hidden
        and kind not in ('thoughts', 'recap', 'empty')
        and coalesce(recipient, 'all') = 'all'
        and coalesce(channel, 'final') <> 'commentary'
        and is_current
        and not is_retained
),

continued as (
    select
        later.revision,
        later.depth,
    from answers as later
    inner join answers as earlier
        on later.revision = earlier.revision
        and later.depth = earlier.depth + 1
),

members as (
    select revision, depth from continued
    union
    select revision, depth - 1 from continued
),

parts as (
    select
        revision,
        depth,
        depth - row_number() over (partition by revision order by depth) as answer,
    from members
)

select
    messages.provider,
    messages.account_id,
    messages.conversation_id,
    messages.revision,
    arg_min(messages.node_id, messages.depth) as node_id,
    min(messages.depth) as depth,
    max(messages.depth) as last_depth,
    arg_min(messages.model_slug, messages.depth) as model_slug,
    min(messages.created_at) as created_at,
    min(messages.local_date) as local_date,
    string_agg(messages.text, '' order by messages.depth) as text,
    sum(messages.tokens) as tokens,
    sum(messages.characters) as characters,
    count(*) as parts,
from core.messages
-- A small portion is found by its revisions before any text is read.
semi join due
    on messages.revision = due.revision
inner join parts
    on messages.revision = parts.revision
    and messages.depth = parts.depth
where messages.is_current and not messages.is_retained
group by messages.provider, messages.account_id, messages.conversation_id, messages.revision, parts.answer;
