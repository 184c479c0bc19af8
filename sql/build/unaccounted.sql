-- What cannot be in temp.touched_versions: every row names one broken promise.
select
    'conversations stored twice' as promise,
    count(*) as rows,
from (
    select
        conversations.provider,
        conversations.account_id,
        conversations.conversation_id,
    from core.conversations
    semi join temp.touched_versions
        on conversations.conversation_id = touched_versions.conversation_id
    group by all
    having count(*) > 1
) as twice
having count(*) > 0

union all

select
    'messages stored twice' as promise,
    count(*) as rows,
from (
    select
        messages.conversation_id,
        messages.provider,
        messages.account_id,
        messages.node_id,
    from core.messages
    semi join temp.touched_versions
        on messages.revision = touched_versions.revision
    group by all
    having count(*) > 1
) as twice
having count(*) > 0

union all

select
    'messages of no conversation' as promise,
    count(*) as rows,
from (
    select
        messages.revision,
        messages.is_retained,
    from core.messages
    semi join temp.touched_versions
        on messages.revision = touched_versions.revision

    union all

    select
        messages.revision,
        messages.is_retained,
    from core.messages
    where messages.revision >= $first_revision
) as stored
left join core.conversations
    on stored.revision = conversations.revision
left join core.older_versions
    on stored.revision = older_versions.revision
where conversations.revision is null
    and not (stored.is_retained and older_versions.revision is not null)
having count(*) > 0

union all

select
    'conversations with more messages than nodes' as promise,
    count(*) as rows,
from (
    select
        conversations.revision,
    from core.conversations
    semi join temp.touched_versions
        on conversations.revision = touched_versions.revision
    inner join core.messages
        on conversations.revision = messages.revision
    group by conversations.revision, conversations.nodes
    having count(*) > conversations.nodes
) as overfull
having count(*) > 0
