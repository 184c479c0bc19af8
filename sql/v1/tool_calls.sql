-- Every use of a tool: what was asked, which message answered, how long it took.
create or replace view v1.tool_calls as
select
    tool_calls.provider::varchar as provider,
    tool_calls.account_id::varchar as account_id,
    tool_calls.conversation_id::varchar as conversation_id,
    tool_calls.ordinal::integer as ordinal,
    tool_calls.node_id::varchar as node_id,
    tool_calls.call_node_id::varchar as call_node_id,
    tool_calls.tool_name::varchar as tool_name,
    tool_calls.category::varchar as category,
    tool_calls.arguments::varchar as arguments,
    tool_calls.result_node_id::varchar as result_node_id,
    tool_calls.results::integer as results,
    tool_calls.result_characters::integer as result_characters,
    tool_calls.status::varchar as status,
    tool_calls.started_at::timestamp as started_at,
    tool_calls.finished_at::timestamp as finished_at,
    tool_calls.duration_seconds::double as duration_seconds,
    tool_calls.model_slug::varchar as model_slug,
    tool_calls.is_current::boolean as is_current,
    messages.local_date::date as day,
    tool_calls.call_id::varchar as call_id,
    tool_calls.usage_id::varchar as usage_id,
    tool_calls.agent_id::varchar as agent_id,
    tool_calls.agent_type::varchar as agent_type,
from core.tool_calls
left join core.messages
    on tool_calls.revision = messages.revision
    and tool_calls.node_id = messages.node_id
anti join core.copies
    on tool_calls.revision = copies.revision
    and tool_calls.node_id = copies.node_id;

comment on view v1.tool_calls is 'One row per use of a tool.';
comment on column v1.tool_calls.ordinal is 'Number of the call within the version of its conversation that has it, from 0; versions merged into one conversation may repeat it.';
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
comment on column v1.tool_calls.day is 'Local day of the message that the call hangs on; NULL where unknown.';
comment on column v1.tool_calls.call_id is 'The call''s own id as exported, the same in every copy of a session''s log; NULL where it has none.';
comment on column v1.tool_calls.usage_id is 'The answer of an API that made the call: usage_id of its message and of its request; NULL where no log names it.';
comment on column v1.tool_calls.agent_id is 'The sub-agent that the call began; NULL where it began none or the log does not say.';
comment on column v1.tool_calls.agent_type is 'The type of that sub-agent as exported, for example Explore; NULL where the log does not say.';
-- columns as in v1.messages
