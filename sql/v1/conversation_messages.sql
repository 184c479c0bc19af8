-- Every message of every conversation as its log or export has it, with those that another conversation counts.
create or replace view v1.conversation_messages as
select
    messages.provider::varchar as provider,
    messages.account_id::varchar as account_id,
    messages.conversation_id::varchar as conversation_id,
    messages.revision::bigint as revision,
    messages.node_id::varchar as node_id,
    messages.message_id::varchar as message_id,
    messages.parent_id::varchar as parent_id,
    messages.position::integer as position,
    messages.depth::integer as depth,
    messages.sibling_index::integer as sibling_index,
    messages.siblings::integer as siblings,
    messages.branch_index::integer as branch_index,
    messages.is_current::boolean as is_current,
    messages.tour_in::integer as tour_in,
    messages.tour_out::integer as tour_out,
    messages.role::varchar as role,
    messages.author_name::varchar as author_name,
    messages.recipient::varchar as recipient,
    messages.channel::varchar as channel,
    messages.kind::varchar as kind,
    messages.content_type::varchar as content_type,
    messages.language::varchar as language,
    messages.text::varchar as text,
    messages.raw_content::varchar as raw_content,
    messages.omitted::varchar as omitted,
    messages.source_url::varchar as source_url,
    messages.source_title::varchar as source_title,
    messages.created_at::timestamp as created_at,
    messages.created_at_basis::varchar as created_at_basis,
    messages.local_date::date as local_date,
    messages.local_hour::integer as local_hour,
    messages.updated_at::timestamp as updated_at,
    messages.model_slug::varchar as model_slug,
    messages.model_slug_basis::varchar as model_slug_basis,
    messages.resolved_model_slug::varchar as resolved_model_slug,
    messages.requested_model_slug::varchar as requested_model_slug,
    messages.thinking_effort::varchar as thinking_effort,
    messages.encoding_witness::varchar as encoding_witness,
    messages.encoding::varchar as encoding,
    messages.encoding_basis::varchar as encoding_basis,
    messages.token_basis::varchar as token_basis,
    messages.tokens::integer as tokens,
    messages.context_tokens::bigint as context_tokens,
    messages.context_messages::integer as context_messages,
    messages.status::varchar as status,
    messages.finish_type::varchar as finish_type,
    messages.end_turn::boolean as end_turn,
    messages.weight::double as weight,
    messages.is_hidden::boolean as is_hidden,
    messages.is_user_context::boolean as is_user_context,
    messages.in_context::boolean as in_context,
    messages.request_node_id::varchar as request_node_id,
    messages.turn_exchange_id::varchar as turn_exchange_id,
    messages.duration_seconds::double as duration_seconds,
    messages.thinking_seconds::double as thinking_seconds,
    messages.is_voice::boolean as is_voice,
    messages.images::integer as images,
    messages.files::integer as files,
    messages.file_tokens_reported::bigint as file_tokens_reported,
    messages.tokens_reported::bigint as tokens_reported,
    messages.usage_id::varchar as usage_id,
    messages.input_tokens_reported::integer as input_tokens_reported,
    messages.cached_tokens_reported::integer as cached_tokens_reported,
    messages.written_tokens_reported::integer as written_tokens_reported,
    messages.written_1h_tokens_reported::integer as written_1h_tokens_reported,
    messages.output_tokens_reported::integer as output_tokens_reported,
    messages.reasoning_tokens_reported::integer as reasoning_tokens_reported,
    messages.web_searches_reported::integer as web_searches_reported,
    messages.usd_logged::decimal(38, 12) as usd_logged,
    messages.service_tier::varchar as service_tier,
    messages.speed::varchar as speed,
    messages.inference_geo::varchar as inference_geo,
    messages.agent_id::varchar as agent_id,
    messages.git_branch::varchar as git_branch,
    messages.gpt_id::varchar as gpt_id,
    messages.system_hints::varchar as system_hints,
    messages.command::varchar as command,
    messages.async_task_id::varchar as async_task_id,
    messages.is_async_result::boolean as is_async_result,
    messages.characters::integer as characters,
    messages.words::integer as words,
    messages.code_blocks::integer as code_blocks,
    messages.code_lines::integer as code_lines,
    messages.questions::integer as questions,
    messages.exclamations::integer as exclamations,
    messages.pleases::integer as pleases,
    messages.thanks::integer as thanks,
    messages.laughs::integer as laughs,
    messages.curses::integer as curses,
    messages.letters::integer as letters,
    messages.capitals::integer as capitals,
    messages.is_retained::boolean as is_retained,
    (
        case
            when messages.role = 'user' then
                not messages.is_user_context
                and not messages.is_hidden
                and messages.kind in ('text', 'code', 'image', 'file', 'audio', 'unknown')
                and not (messages.kind = 'audio' and messages.characters = 0)
            else false
        end
    )::boolean as is_user_message,
    (
        case
            when messages.role = 'assistant' then
                not messages.is_hidden
                and messages.kind not in ('thoughts', 'recap', 'empty')
                and coalesce(messages.recipient, 'all') = 'all'
                and coalesce(messages.channel, 'final') <> 'commentary'
            else false
        end
    )::boolean as is_answer,
    (case when messages.role = 'assistant' then messages.kind not in ('thoughts', 'recap') else false end)::boolean as is_output,
    (case when messages.role = 'assistant' then messages.node_id is not distinct from messages.request_node_id else false end)::boolean as is_request,
    (
        case
            when messages.role = 'user' then
                not messages.is_user_context
                and not messages.is_hidden
                and messages.kind in ('text', 'code', 'image', 'file', 'audio', 'unknown')
            else false
        end
    )::boolean as is_sent,
    messages.inherited_from::varchar as inherited_from,
    (copies.tour_in is not null)::boolean as is_copy,
from core.messages
left join core.copies
    on messages.revision = copies.revision
    and messages.tour_in = copies.tour_in;

comment on view v1.conversation_messages is 'One row per conversation and message, with the history that a resumed, forked or copied session begins with: to read a conversation as a whole. To count, take messages.';
comment on column v1.conversation_messages.inherited_from is 'The session whose log has it as its own, where the log says or shows that it was copied from there; NULL where it is the session''s own.';
comment on column v1.conversation_messages.is_copy is 'Whether another conversation has it as well, and counts it.';
-- columns as in v1.messages
