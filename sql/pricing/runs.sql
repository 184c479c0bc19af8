-- temp.runs: the runs of the assistant's nodes. A run that says, thinks and calls nothing is no generation we can see,
-- unless an API reports its tokens, or a log its dollars. What is reported goes before what we counted:
-- output_tokens_reported contains the reasoning. A run whose answer another session has as well was copied with the
-- session's history: no request again.
create or replace temp table runs as
select
    due.revision,
    messages.request_node_id as node_id,
    arg_max(messages.node_id, messages.tour_in) as last_node_id,
    min(messages.tour_in) as tour_in,
    max(messages.tour_in) as last_tour_in,
    min(messages.created_at) as created_at,
    min(messages.created_at)::date as utc_date,
    min(messages.local_date) as local_date,
    bool_or(messages.is_current and messages.node_id = messages.request_node_id) as is_current,
    arg_min(messages.model_slug, messages.tour_in) as model_slug,
    arg_min(messages.model_slug_basis, messages.tour_in) filter (messages.model_slug is not null) as model_basis,
    arg_min(messages.encoding, messages.tour_in) as encoding,
    max(messages.encoding_witness) as encoding_witness,
    if(count(messages.input_tokens_reported) > 0, 'reported', max(messages.token_basis)) as token_basis,
    max(messages.usage_id) as usage_id,
    max(messages.agent_id) as agent_id,
    arg_min(messages.git_branch, messages.tour_in) as git_branch,
    max(messages.service_tier) as service_tier,
    max(messages.speed) as speed,
    max(messages.inference_geo) as inference_geo,
    max(messages.reasoning_tokens_reported)::bigint as reasoning_reported,
    max(messages.web_searches_reported)::bigint as web_searches_reported,
    max(messages.usd_logged) as usd_logged,
    max(messages.input_tokens_reported)::bigint as input_reported,
    max(messages.cached_tokens_reported)::bigint as cached_reported,
    max(messages.written_tokens_reported)::bigint as written_reported,
    max(messages.written_1h_tokens_reported)::bigint as written_1h_reported,
    arg_min(messages.context_tokens, messages.tour_in) as context_tokens,
    arg_min(messages.context_messages, messages.tour_in) as context_messages,
    coalesce(
        max(messages.output_tokens_reported),
        sum(messages.tokens) filter (messages.kind not in ('thoughts', 'recap')),
        0
    ) as output_visible,
    if(
        count(messages.input_tokens_reported) > 0,
        0,
        coalesce(sum(messages.tokens) filter (messages.kind = 'thoughts'), 0)
    ) as reasoning_shown,
    sum(messages.thinking_seconds) filter (messages.thinking_seconds between 0 and 86400) as thinking_seconds,
    min(messages.created_at) filter (messages.created_at_basis in ('message', 'parent')) as clock,
from core.messages
inner join temp.due
    on messages.revision = due.version
left join core.copies
    on messages.revision = copies.revision
    and messages.tour_in = copies.tour_in
where messages.request_node_id is not null and copies.tour_in is null
group by due.revision, messages.request_node_id
having bool_or(
    messages.kind not in ('empty', 'memory', 'context')
    or messages.input_tokens_reported is not null
    or messages.usd_logged is not null
)
