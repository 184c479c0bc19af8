create table core.tool_calls (
    provider varchar,
    account_id varchar,
    conversation_id varchar,
    revision bigint,
    ordinal integer,
    node_id varchar,
    call_node_id varchar,
    tool_name varchar,
    category varchar,
    arguments varchar using compression zstd,
    result_node_id varchar,
    results integer,
    result_characters integer,
    status varchar,
    started_at timestamp,
    finished_at timestamp,
    duration_seconds double,
    model_slug varchar,
    is_current boolean,
    call_id varchar,
    usage_id varchar,
    agent_id varchar,
    agent_type varchar,
);

comment on table core.tool_calls is 'One row per use of a tool.';
comment on column core.tool_calls.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.tool_calls.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.tool_calls.conversation_id is 'The conversation, unique within provider and account.';
comment on column core.tool_calls.revision is 'The version of the conversation that the row was read from: one integer instead of provider, account and conversation.';
comment on column core.tool_calls.ordinal is 'Number of the call within the version of its conversation that has it, from 0; versions merged into one conversation may repeat it.';
comment on column core.tool_calls.node_id is 'The message that the call hangs on: the one that asked, else the one that answered.';
comment on column core.tool_calls.call_node_id is 'The message that asked for the tool; NULL where the export has only the answer.';
comment on column core.tool_calls.tool_name is 'Name of the tool as exported.';
comment on column core.tool_calls.category is 'What the tool is for: browse, python, image, deep_research, file_search, canvas, memory, plugin, connector, agent, other.';
comment on column core.tool_calls.arguments is 'What the tool was asked, as written by the model; NULL where the export has none.';
comment on column core.tool_calls.result_node_id is 'The first message that answered; NULL where none did.';
comment on column core.tool_calls.results is 'Number of messages that answered.';
comment on column core.tool_calls.result_characters is 'Characters of those answers.';
comment on column core.tool_calls.status is 'How it ended: success, error, timeout, interrupted, running, or unknown where the export does not say.';
comment on column core.tool_calls.started_at is 'When it was asked, UTC; NULL where unknown.';
comment on column core.tool_calls.finished_at is 'When the last answer came, UTC; NULL where unknown.';
comment on column core.tool_calls.duration_seconds is 'Seconds from the question to the last answer; NULL where unknown.';
comment on column core.tool_calls.model_slug is 'The model that asked; NULL where unknown.';
comment on column core.tool_calls.is_current is 'Whether the call lies on the path that the product shows.';
comment on column core.tool_calls.call_id is 'The call''s own id as exported, the same in every copy of a session''s log; NULL where it has none.';
comment on column core.tool_calls.usage_id is 'The answer of an API that made the call: usage_id of its message and of its request; NULL where no log names it.';
comment on column core.tool_calls.agent_id is 'The sub-agent that the call began; NULL where it began none or the log does not say.';
comment on column core.tool_calls.agent_type is 'The type of that sub-agent as exported, for example Explore; NULL where the log does not say.';
