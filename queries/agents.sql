-- What did sub-agents, tools and MCP servers cost?
with requests as (
    select
        provider,
        account_id,
        usage_id,
        agent_id,
        agent_type,
        billed_output,
        usd,
        row_number() over () as number,
    from v1.request_usage
    where
        (token_basis = 'reported' or is_unreported)
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($model::varchar is null or model = $model)
        and ($account::varchar is null or account_id = $account)
),

-- A session that goes on repeats the calls of the earlier one: each is one call.
calls as (
    select
        usage_id,
        call_id,
        max(tool_name) as tool_name,
    from v1.tool_calls
    where usage_id is not null and call_id is not null
    group by all
),

shared as (
    select
        requests.number,
        requests.usd,
        calls.tool_name,
        count(calls.call_id) over (partition by requests.number) as calls,
        row_number() over (partition by requests.number order by calls.call_id) as place,
    from requests
    left join calls on requests.usage_id = calls.usage_id
),

parts as (
    select
        tool_name,
        -- What does not divide evenly goes to the first call, so that the parts are the whole.
        case
            when calls <= 1 then usd
            when place = 1 then usd - (calls - 1) * (usd / calls)::decimal(38, 12)
            else (usd / calls)::decimal(38, 12)
        end::decimal(38, 12) as usd,
    from shared
),

rows_of_all as (
    select
        1 as line,
        'sub-agent' as kind,
        case
            when agent_id is null then '(none: the session itself)'
            else coalesce(agent_type, '(of no stated type)')
        end as name,
        count(*) as uses,
        sum(usd)::decimal(38, 12) as usd,
    from requests
    group by all
    union all
    select
        2,
        'tool',
        coalesce(tool_name, '(none: words only)'),
        count(*),
        sum(usd)::decimal(38, 12),
    from parts
    group by all
    union all
    select
        3,
        'MCP server',
        split_part(tool_name, '__', 2),
        count(*),
        sum(usd)::decimal(38, 12),
    from parts
    where tool_name like 'mcp\_\_%\_\_%' escape '\'
    group by all
)

select
    kind,
    name,
    uses,
    usd,
    round(100 * usd / nullif((select sum(usd) from requests), 0))::integer as percent,
from rows_of_all
order by line, usd desc nulls last, uses desc, name;

-- beside it:
with notes as (
    select
        1 as line,
        'Of a sub-agent, uses are its requests, each billed by itself: exact where the log says whose a request is.'
            as note,
    where exists (select 1 from answer)
    union all
    select
        2,
        'Of a tool, uses are its calls. No log says what a call cost: a request''s dollars are shared equally among '
            || 'the calls it made, and what reading their results cost is in the request after them.',
    where exists (select 1 from answer)
    union all
    select 3, 'Only logs of agents tell of these; load some with: etl load --claude-code --codex'
    where not exists (select 1 from answer)
)

select note from notes
order by line;
