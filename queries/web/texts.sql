-- What do some messages of a conversation say?
select
    node_id,
    role,
    author_name,
    recipient,
    kind,
    language,
    coalesce(text, raw_content, '')[1:$longest] as text,
    omitted,
    created_at,
    coalesce(resolved_model_slug, model_slug) as model,
    tokens,
    thinking_seconds,
    images,
    files,
from v1.conversation_messages
where
    provider = $provider
    and coalesce(account_id, '') = $account_id
    and conversation_id = $conversation_id
    and list_contains($nodes::varchar[], node_id)
