-- What cannot be: every row names one broken promise.
select
    'conversations stored twice' as promise,
    count(*) as rows,
from (
    select
        conversations.provider,
        conversations.account_id,
        conversations.conversation_id,
    from core.conversations
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
    semi join temp.touched
        on messages.conversation_id = touched.conversation_id
    group by all
    having count(*) > 1
) as twice
having count(*) > 0

union all

select
    'messages of no conversation' as promise,
    count(*) as rows,
from core.messages
left join core.conversations
    on messages.revision = conversations.revision
left join core.older_versions
    on messages.revision = older_versions.revision
where conversations.revision is null
    and not (messages.is_retained and older_versions.revision is not null)
having count(*) > 0

union all

select
    'conversations with more messages than nodes' as promise,
    count(*) as rows,
from (
    select
        conversations.revision,
    from core.conversations
    inner join core.messages
        on conversations.revision = messages.revision
    group by conversations.revision, conversations.nodes
    having count(*) > conversations.nodes
) as overfull
having count(*) > 0
