-- Every conversation, with what happened in it.
create or replace view v1.conversations as
with days as (
    select
        provider,
        account_id,
        conversation_id,
        min(day) as first_day,
        max(day) as last_day,
        count(day) as active_days,
        sum(messages) as messages,
        sum(user_messages) as user_messages,
        sum(answers) as answers,
        sum(tokens_in) as tokens_in,
        sum(tokens_out) as tokens_out,
        sum(billed_in) as billed_in,
        sum(billed_out) as billed_out,
        max(last_message_at) as last_message_at,
    from v1.conversation_days
    group by all
),

newest as (
    select
        provider,
        account_id,
        last_load_id,
    from core.conversations
    qualify row_number() over (
        partition by provider, account_id
        order by coalesce(last_exported_at, last_seen_at) desc nulls last, last_load_id desc
    ) = 1
)

select
    conversations.provider::varchar as provider,
    conversations.account_id::varchar as account_id,
    conversations.conversation_id::varchar as conversation_id,
    conversations.title::varchar as title,
    (
        case conversations.provider
            when 'chatgpt' then 'https://chatgpt.com/c/'
            when 'claude' then case when conversations.origin = 'design' then null else 'https://claude.ai/chat/' end
            when 'deepseek' then 'https://chat.deepseek.com/a/chat/s/'
        end
        || conversations.conversation_id
    )::varchar as url,
    conversations.created_at::timestamp as created_at,
    conversations.updated_at::timestamp as updated_at,
    days.last_message_at::timestamp as last_message_at,
    days.first_day::date as first_day,
    days.last_day::date as last_day,
    coalesce(days.active_days, 0)::bigint as active_days,
    conversations.default_model_slug::varchar as default_model,
    conversations.project_id::varchar as project_id,
    conversations.gpt_id::varchar as gpt_id,
    conversations.memory_scope::varchar as memory_scope,
    conversations.origin::varchar as origin,
    conversations.voice::varchar as voice,
    conversations.workspace_id::varchar as workspace_id,
    conversations.is_archived::boolean as is_archived,
    conversations.is_starred::boolean as is_starred,
    conversations.is_study_mode::boolean as is_study_mode,
    conversations.export_format::varchar as export_format,
    conversations.parent_conversation_id::varchar as parent_conversation_id,
    conversations.agent_id::varchar as agent_id,
    conversations.agent_type::varchar as agent_type,
    conversations.git_branch::varchar as git_branch,
    coalesce(days.messages, 0)::bigint as messages,
    coalesce(days.user_messages, 0)::bigint as user_messages,
    coalesce(days.answers, 0)::bigint as answers,
    coalesce(days.tokens_in, 0)::bigint as tokens_in,
    coalesce(days.tokens_out, 0)::bigint as tokens_out,
    coalesce(days.billed_in, 0)::bigint as billed_in,
    coalesce(days.billed_out, 0)::bigint as billed_out,
    conversations.nodes::integer as nodes,
    conversations.raw_bytes::bigint as raw_bytes,
    conversations.first_seen_at::timestamp as first_seen_at,
    conversations.last_seen_at::timestamp as last_seen_at,
    (conversations.last_load_id = newest.last_load_id)::boolean as is_in_newest_export,
    greatest(conversations.load_id, conversations.last_load_id)::integer as load_id,
from core.conversations
left join days
    on conversations.provider = days.provider
    and conversations.account_id is not distinct from days.account_id
    and conversations.conversation_id = days.conversation_id
left join newest
    on conversations.provider = newest.provider
    and conversations.account_id is not distinct from newest.account_id;

comment on view v1.conversations is 'One row per provider, account and conversation, as its newest export shows it.';
comment on column v1.conversations.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.conversations.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.conversations.conversation_id is 'The conversation, unique within provider and account.';
comment on column v1.conversations.title is 'Title; NULL where it has none.';
comment on column v1.conversations.url is 'Address of the conversation in the product; NULL where none is known.';
comment on column v1.conversations.created_at is 'When it began, UTC; NULL where the export does not say.';
comment on column v1.conversations.updated_at is 'When it was last changed, UTC; NULL where the export does not say.';
comment on column v1.conversations.last_message_at is 'Time of its last message on any branch, UTC; NULL where no message has a time.';
comment on column v1.conversations.first_day is 'Local day of its first message; NULL where no message has a time.';
comment on column v1.conversations.last_day is 'Local day of its last message; NULL where no message has a time.';
comment on column v1.conversations.active_days is 'Local days on which it has messages.';
comment on column v1.conversations.default_model is 'The model chosen for the conversation; NULL where none was.';
comment on column v1.conversations.project_id is 'The project it lies in; NULL where it lies in none.';
comment on column v1.conversations.gpt_id is 'The custom GPT it was held with; NULL where with none.';
comment on column v1.conversations.memory_scope is 'Which memory it could use; NULL where the export does not say.';
comment on column v1.conversations.origin is 'Where it was begun; NULL where the export does not say.';
comment on column v1.conversations.voice is 'Name of the voice; NULL where there is none.';
comment on column v1.conversations.workspace_id is 'The workspace it belongs to; NULL where it belongs to none.';
comment on column v1.conversations.is_archived is 'Whether it is archived; NULL where the export does not say.';
comment on column v1.conversations.is_starred is 'Whether it is starred; NULL where the export does not say.';
comment on column v1.conversations.is_study_mode is 'Whether study mode was on; NULL where the export does not say.';
comment on column v1.conversations.export_format is 'The era of the export it was read from; slim exports lack tool messages.';
comment on column v1.conversations.parent_conversation_id is 'The session that it was forked from or that began it as a sub-agent; NULL where none or unknown.';
comment on column v1.conversations.agent_id is 'The sub-agent whose session it is; NULL where it is none.';
comment on column v1.conversations.agent_type is 'The type of that sub-agent as exported; NULL where it is none or the log does not say.';
comment on column v1.conversations.git_branch is 'The branch of its folder when it was last used; NULL where the export does not say.';
comment on column v1.conversations.messages is 'Message rows of every role and branch, with tools, thoughts and hidden ones.';
comment on column v1.conversations.user_messages is 'Messages the user wrote: role user, not hidden, not empty, no custom instructions.';
comment on column v1.conversations.answers is 'Messages the assistant wrote to the user: not hidden, not empty, no thoughts, no calls of tools, no commentary.';
comment on column v1.conversations.tokens_in is 'Tokens of the user''s messages, each counted once.';
comment on column v1.conversations.tokens_out is 'Tokens of the assistant''s messages, with calls of tools, without thoughts.';
comment on column v1.conversations.billed_in is 'Tokens of the whole input that was billed, what the prompt cache had included, as the API reports them; tokens_in where it reports none.';
comment on column v1.conversations.billed_out is 'Tokens of the output that was billed, reasoning included, as the API reports them; tokens_out where it reports none.';
comment on column v1.conversations.nodes is 'Nodes of its tree in that export, with those that became no row.';
comment on column v1.conversations.raw_bytes is 'Its bytes in that export; NULL where unknown.';
comment on column v1.conversations.first_seen_at is 'When the first load that had it began, UTC.';
comment on column v1.conversations.last_seen_at is 'When the load of the newest export that had it began, UTC.';
comment on column v1.conversations.is_in_newest_export is 'Whether the load of the account''s newest export had it; false for deleted conversations, and for those of a part of the export that an earlier command loaded.';
comment on column v1.conversations.load_id is 'The last load that changed it or that had the newest export of it; see loads.';
