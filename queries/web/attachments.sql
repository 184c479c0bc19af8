-- attachments
-- Which files and pictures belong to some messages of a conversation?
select
    node_id,
    ordinal,
    kind,
    coalesce(file_id, pointer) as file_id,
    file_name,
    mime_type,
    bytes,
    width,
    height,
    duration_seconds,
    coalesce(prompt, '')[1:2000] as prompt,
    transcript,
from v1.attachments
where
    provider = $provider
    and coalesce(account_id, '') = $account_id
    and conversation_id = $conversation_id
    and list_contains($nodes::varchar[], node_id)
order by
    node_id,
    ordinal
