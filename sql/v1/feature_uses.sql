-- Every use of a feature: a call of a tool, a message with a picture, a conversation in a project.
create or replace view v1.feature_uses as
with special as (
    select
        provider,
        account_id,
        conversation_id,
        revision,
        project_id,
        gpt_id,
        created_at,
    from core.conversations
    where project_id is not null or gpt_id is not null
),

firsts as (
    select
        messages.revision,
        min(messages.local_date) as day,
    from core.messages
    semi join special on messages.revision = special.revision
    group by all
),

chats as (
    select
        special.provider,
        special.account_id,
        special.conversation_id,
        special.project_id,
        special.gpt_id,
        special.created_at,
        firsts.day,
    from special
    left join firsts on special.revision = firsts.revision
),

marked as (
    select
        provider,
        account_id,
        conversation_id,
        local_date as day,
        created_at,
        is_voice,
        images,
        files,
    from v1.messages
    where is_user_message and (is_voice or images > 0 or files > 0)
),

uses as (
    select
        provider,
        account_id,
        conversation_id,
        case category
            when 'browse' then 'browsing'
            when 'python' then 'code execution'
            when 'image' then 'image generation'
            when 'file_search' then 'file search'
            when 'canvas' then 'canvas'
            when 'memory' then 'memory'
            when 'plugin' then 'plugins'
            when 'connector' then 'connectors'
            when 'agent' then 'agent'
            else 'other tools'
        end as feature,
        true as is_tool,
        day,
        started_at as used_at,
    from v1.tool_calls
    where category <> 'deep_research'
    union all
    select provider, account_id, conversation_id, 'deep research', true, day, started_at from v1.deep_research
    union all
    select provider, account_id, conversation_id, 'voice', false, day, created_at from marked
    where is_voice
    union all
    select provider, account_id, conversation_id, 'vision input', false, day, created_at from marked
    where images > 0
    union all
    select provider, account_id, conversation_id, 'file upload', false, day, created_at from marked
    where files > 0
    union all
    select provider, account_id, conversation_id, 'projects', false, day, created_at from chats
    where project_id is not null
    union all
    select provider, account_id, conversation_id, 'GPTs', false, day, created_at from chats
    where gpt_id is not null
)

select
    provider::varchar as provider,
    account_id::varchar as account_id,
    conversation_id::varchar as conversation_id,
    feature::varchar as feature,
    is_tool::boolean as is_tool,
    day::date as day,
    used_at::timestamp as used_at,
from uses;

comment on view v1.feature_uses is 'One row per use of a feature: a call of a tool, a message of the user, or a conversation.';
comment on column v1.feature_uses.feature is 'browsing, deep research, image generation, code execution, file search, canvas, memory, voice, agent, connectors, plugins, other tools, projects, GPTs, vision input, file upload.';
comment on column v1.feature_uses.is_tool is 'Whether it is a use of a tool, which slim exports do not show.';
comment on column v1.feature_uses.day is 'Local day of the use; for projects and GPTs the first day of the conversation; NULL where unknown.';
comment on column v1.feature_uses.used_at is 'Time of the use, UTC; for projects and GPTs when the conversation was begun; NULL where unknown.';
-- columns as in v1.conversations
