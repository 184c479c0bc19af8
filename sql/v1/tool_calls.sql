-- Every use of a tool: what was asked, which message answered, how long it took.
create or replace view v1.tool_calls as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    conversation_id::varchar as conversation_id,
    ordinal::integer as ordinal,
    node_id::varchar as node_id,
    call_node_id::varchar as call_node_id,
    tool_name::varchar as tool_name,
    category::varchar as category,
    arguments::varchar as arguments,
    result_node_id::varchar as result_node_id,
    results::integer as results,
    result_characters::integer as result_characters,
    status::varchar as status,
    started_at::timestamp as started_at,
    finished_at::timestamp as finished_at,
    duration_seconds::double as duration_seconds,
    model_slug::varchar as model_slug,
    is_current::boolean as is_current,
from core.tool_calls;

comment on view v1.tool_calls is 'One row per use of a tool.';
comment on column v1.tool_calls.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column v1.tool_calls.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.tool_calls.conversation_id is 'The conversation, unique within provider and account.';
comment on column v1.tool_calls.ordinal is 'Number of the call within its conversation, from 0.';
comment on column v1.tool_calls.node_id is 'The message that the call hangs on: the one that asked, else the one that answered.';
comment on column v1.tool_calls.call_node_id is 'The message that asked for the tool; NULL where the export has only the answer.';
comment on column v1.tool_calls.tool_name is 'Name of the tool as exported.';
comment on column v1.tool_calls.category is 'What the tool is for: browse, python, image, deep_research, file_search, canvas, memory, plugin, connector, agent, other.';
comment on column v1.tool_calls.arguments is 'What the tool was asked, as written by the model; NULL where the export has none.';
comment on column v1.tool_calls.result_node_id is 'The first message that answered; NULL where none did.';
comment on column v1.tool_calls.results is 'Number of messages that answered.';
comment on column v1.tool_calls.result_characters is 'Characters of those answers.';
comment on column v1.tool_calls.status is 'How it ended: success, error, timeout, interrupted, running, or unknown where the export does not say.';
comment on column v1.tool_calls.started_at is 'When it was asked, UTC; NULL where unknown.';
comment on column v1.tool_calls.finished_at is 'When the last answer came, UTC; NULL where unknown.';
comment on column v1.tool_calls.duration_seconds is 'Seconds from the question to the last answer; NULL where unknown.';
comment on column v1.tool_calls.model_slug is 'The model that asked; NULL where unknown.';
comment on column v1.tool_calls.is_current is 'Whether the call lies on the path that the product shows.';
