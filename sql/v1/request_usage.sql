-- What each request used, and for what: its project, branch, session and sub-agent beside the tokens and dollars.
create or replace view v1.request_usage as
with agents as (
    select
        provider,
        account_id,
        agent_id,
        max(agent_type) as agent_type,
    from v1.tool_calls
    where agent_id is not null
    group by all
)

select
    costs.provider::varchar as provider,
    costs.account_id::varchar as account_id,
    costs.conversation_id::varchar as conversation_id,
    costs.revision::bigint as revision,
    costs.node_id::varchar as node_id,
    costs.usage_id::varchar as usage_id,
    costs.created_at::timestamp as created_at,
    costs.day::date as day,
    costs.model::varchar as model,
    costs.vendor::varchar as vendor,
    costs.token_basis::varchar as token_basis,
    costs.is_unreported::boolean as is_unreported,
    costs.is_unpriced::boolean as is_unpriced,
    conversations.project_id::varchar as project_id,
    coalesce(projects.name, conversations.project_id)::varchar as project,
    coalesce(costs.git_branch, conversations.git_branch)::varchar as git_branch,
    (case when conversations.agent_id is null then conversations.conversation_id
     else coalesce(conversations.parent_conversation_id, conversations.conversation_id) end)::varchar as session_id,
    coalesce(costs.agent_id, conversations.agent_id)::varchar as agent_id,
    coalesce(conversations.agent_type, agents.agent_type)::varchar as agent_type,
    costs.billed_input::bigint as billed_input,
    costs.billed_cache_read::bigint as billed_cache_read,
    costs.billed_cache_write::bigint as billed_cache_write,
    costs.billed_cache_write_1h::bigint as billed_cache_write_1h,
    costs.billed_output::bigint as billed_output,
    costs.billed_reasoning::bigint as billed_reasoning,
    costs.usd::decimal(38, 12) as usd,
    costs.usd_reported::decimal(38, 12) as usd_reported,
    costs.usd_unreported::decimal(38, 12) as usd_unreported,
    costs.usd_low::decimal(38, 12) as usd_low,
    costs.usd_high::decimal(38, 12) as usd_high,
from v1.request_costs as costs
left join core.conversations on costs.revision = conversations.revision
left join core.projects
    on conversations.provider = projects.provider
    and conversations.account_id is not distinct from projects.account_id
    and conversations.project_id = projects.project_id
left join agents
    on costs.provider = agents.provider
    and costs.account_id is not distinct from agents.account_id
    and coalesce(costs.agent_id, conversations.agent_id) = agents.agent_id;

comment on view v1.request_usage is 'One row per request: what it used, and for which project, branch, session and sub-agent.';
comment on column v1.request_usage.project is 'Name of the project, else its id: of a log, the folder it was made in; NULL where it lies in none.';
comment on column v1.request_usage.git_branch is 'The branch of the working folder at the time, else that of the session; NULL where the log does not say.';
comment on column v1.request_usage.session_id is 'The conversation, for a sub-agent the one that began it.';
comment on column v1.request_usage.agent_type is 'The type of that sub-agent as exported; NULL where it is none or the log does not say.';
comment on column v1.request_usage.project_id is 'The project its conversation lies in; NULL where it lies in none.';
-- columns as in v1.request_costs
