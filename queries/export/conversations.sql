-- Which conversations are to be exported, oldest first or as they are stored, and where do their messages lie?
with spans as (
    select
        provider,
        account_id,
        conversation_id,
        min(revision) as first_revision,
        max(revision) as last_revision,
        sum(characters) as characters,
        list_sort(list(distinct model_slug) filter (where model_slug is not null)) as models,
    from v1.conversation_messages
    group by all
)

select
    conversations.provider,
    conversations.account_id,
    conversations.conversation_id,
    conversations.title,
    conversations.url,
    conversations.created_at,
    conversations.updated_at,
    coalesce(spans.models, []) as models,
    conversations.tokens_in + conversations.tokens_out as tokens,
    coalesce(projects.name, conversations.project_id) as project,
    conversations.gpt_id,
    spans.first_revision,
    spans.last_revision,
    coalesce(spans.characters, 0) as characters,
    least(count(*) over (), coalesce($limit::bigint, count(*) over ()))::bigint as conversations,
from v1.conversations
left join spans
    on conversations.provider = spans.provider
    and conversations.account_id is not distinct from spans.account_id
    and conversations.conversation_id = spans.conversation_id
left join v1.projects
    on conversations.provider = projects.provider
    and conversations.account_id is not distinct from projects.account_id
    and conversations.project_id = projects.project_id
where
    ($since::date is null or conversations.last_day >= $since::date)
    and ($until::date is null or conversations.first_day <= $until::date)
    and ($provider::varchar is null or conversations.provider = $provider)
    and ($account::varchar is null or conversations.account_id = $account)
    and ($model::varchar is null or list_contains(spans.models, $model))
    and (
        $keys::varchar[] is null
        or concat_ws(
            chr(31), conversations.provider, coalesce(conversations.account_id, ''), conversations.conversation_id
        ) in (select unnest($keys::varchar[]))
    )
    and ($title::varchar is null or contains(lower(conversations.title), lower($title)))
qualify
    $limit::bigint is null
    or row_number() over (
        order by
            conversations.created_at nulls last,
            conversations.provider,
            conversations.account_id,
            conversations.conversation_id
    ) <= $limit
order by
    case when $as_stored then spans.first_revision end nulls last,
    conversations.created_at nulls last,
    conversations.provider,
    conversations.account_id,
    conversations.conversation_id
