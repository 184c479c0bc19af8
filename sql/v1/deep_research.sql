-- Every task of deep research: when, how long, and what came of it.
create or replace view v1.deep_research as
with tasks as (
    select
        provider,
        account_id,
        conversation_id,
        async_task_id as task_id,
        min(created_at) as started_at,
        max(created_at) filter (is_async_result) as finished_at,
        min(local_date) as day,
        max(model_slug) as model,
        bool_or(is_async_result) as is_finished,
        sum(tokens) filter (is_async_result) as result_tokens,
        arg_max(node_id, created_at) filter (is_async_result) as result_node_id,
    from v1.messages
    where async_task_id is not null
    group by all
    having
        not bool_or(kind = 'image')
        and bool_or(is_async_result or concat(model_slug, command, author_name) like '%research%')
),

calls as (
    select
        tool_calls.provider,
        tool_calls.account_id,
        tool_calls.conversation_id,
        tool_calls.node_id as task_id,
        tool_calls.started_at,
        tool_calls.finished_at,
        tool_calls.day,
        tool_calls.model_slug as model,
        tool_calls.result_node_id is not null as is_finished,
        null::bigint as result_tokens,
        tool_calls.result_node_id,
    from v1.tool_calls
    anti join tasks
        on tool_calls.provider = tasks.provider
        and tool_calls.account_id is not distinct from tasks.account_id
        and tool_calls.conversation_id = tasks.conversation_id
    where tool_calls.category = 'deep_research'
),

found as (
    select provider, account_id, conversation_id, task_id, started_at, finished_at, day, model, is_finished,
        result_tokens, result_node_id,
    from tasks
    union all
    select provider, account_id, conversation_id, task_id, started_at, finished_at, day, model, is_finished,
        result_tokens, result_node_id,
    from calls
),

sources as (
    select
        citations.provider,
        citations.account_id,
        citations.conversation_id,
        citations.node_id,
        count(distinct citations.url) as sources,
    from core.citations
    semi join found
        on citations.conversation_id = found.conversation_id
        and citations.node_id = found.result_node_id
    group by all
)

select
    found.provider::varchar as provider,
    found.account_id::varchar as account_id,
    found.conversation_id::varchar as conversation_id,
    found.task_id::varchar as task_id,
    found.day::date as day,
    found.started_at::timestamp as started_at,
    found.finished_at::timestamp as finished_at,
    (
        (
            date_diff('microsecond', timestamp '1970-01-01 00:00:00', found.finished_at) // 1000000
            - date_diff('microsecond', timestamp '1970-01-01 00:00:00', found.started_at) // 1000000
        )::double / 60
    )::double as minutes,
    found.model::varchar as model,
    coalesce(found.is_finished, false)::boolean as is_finished,
    found.result_tokens::bigint as result_tokens,
    coalesce(sources.sources, 0)::bigint as sources,
from found
left join sources
    on found.provider = sources.provider
    and found.account_id is not distinct from sources.account_id
    and found.conversation_id = sources.conversation_id
    and found.result_node_id = sources.node_id;

comment on view v1.deep_research is 'One row per task of deep research.';
comment on column v1.deep_research.task_id is 'The background task; where the export names none, the message that started it.';
comment on column v1.deep_research.day is 'Local day on which it was started; NULL where unknown.';
comment on column v1.deep_research.started_at is 'Time of its first message, UTC; NULL where unknown.';
comment on column v1.deep_research.finished_at is 'Time of its result, UTC; NULL where there is none.';
comment on column v1.deep_research.minutes is 'Minutes from start to result; NULL where either is unknown.';
comment on column v1.deep_research.model is 'The model of its messages; NULL where unknown.';
comment on column v1.deep_research.is_finished is 'Whether it has a result.';
comment on column v1.deep_research.result_tokens is 'Tokens of its result; NULL where there is none or it was not counted.';
comment on column v1.deep_research.sources is 'Addresses that its result cites, each once.';
-- columns as in v1.conversations
