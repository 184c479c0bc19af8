-- Which files belong to the messages of some conversations?
with wanted as (
    select
        unnest($providers::varchar[]) as provider,
        unnest($accounts::varchar[]) as account_id,
        unnest($ids::varchar[]) as conversation_id,
        unnest(range(len($ids::varchar[]))) as place,
)

select
    wanted.place,
    attachments.node_id,
    attachments.kind,
    attachments.file_name,
    attachments.file_id,
    attachments.pointer,
    attachments.transcript,
    attachments.prompt,
from v1.attachments
inner join wanted
    on attachments.provider = wanted.provider
    and attachments.account_id is not distinct from wanted.account_id
    and attachments.conversation_id = wanted.conversation_id
order by wanted.place, attachments.node_id, attachments.ordinal
