-- What an older tool for claude.ai exports would say (the scenario seed_compat), to compare with: no count, a rule of thumb.
create or replace view v1.older_tool_costs as
with texts as (
    select
        revision,
        sum(characters // 4) filter (role in ('user', 'tool') and not is_user_context) as input_tokens,
        sum(characters // 4) filter (role = 'assistant') as output_tokens,
    from core.messages
    group by all
),

days as (
    select
        conversations.provider,
        conversations.account_id,
        conversations.created_at::date as day,
        count(*) as conversations,
        coalesce(sum(texts.input_tokens), 0)::bigint as input_tokens,
        coalesce(sum(texts.output_tokens), 0)::bigint as output_tokens,
    from core.conversations
    left join texts on conversations.revision = texts.revision
    group by all
),

split as (
    select
        provider,
        account_id,
        day,
        conversations,
        input_tokens,
        output_tokens,
        input_tokens * 6 // 10 as cache_read,
        input_tokens // 10 as cache_write,
        input_tokens - input_tokens * 6 // 10 - input_tokens // 10 as regular,
    from days
)

select
    provider::varchar as provider,
    account_id::varchar as account_id,
    day::date as day,
    conversations::bigint as conversations,
    input_tokens::bigint as input_tokens,
    output_tokens::bigint as output_tokens,
    cache_read::bigint as cache_read,
    cache_write::bigint as cache_write,
    regular::bigint as regular,
    ((regular * 300 + cache_read * 30 + cache_write * 375 + output_tokens * 1500 + 5000) // 10000 * 0.0001)::decimal(38, 12)
        as usd,
from split;

comment on view v1.older_tool_costs is 'One row per provider, account and UTC day on which conversations began, as the older tool would have counted their newest export.';
comment on column v1.older_tool_costs.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.older_tool_costs.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.older_tool_costs.day is 'UTC day on which the conversations began, which all their messages count for; NULL where unknown.';
comment on column v1.older_tool_costs.conversations is 'Conversations begun on that day.';
comment on column v1.older_tool_costs.input_tokens is 'A quarter of the characters of each message of the user or of a tool, rounded down; no custom instructions, nothing sent twice.';
comment on column v1.older_tool_costs.output_tokens is 'A quarter of the characters of each message of the assistant, thoughts and calls of tools too, rounded down.';
comment on column v1.older_tool_costs.cache_read is 'Six tenths of input_tokens, rounded down, taken as read from the prompt cache.';
comment on column v1.older_tool_costs.cache_write is 'A tenth of input_tokens, rounded down, taken as written to the prompt cache.';
comment on column v1.older_tool_costs.regular is 'The rest of input_tokens.';
comment on column v1.older_tool_costs.usd is 'US dollars at 3, 0.30, 3.75 and 15 a million regular, read, written and output tokens, whatever the model; rounded half up to 4 digits a day. The older tool rounds floats: where the fifth digit is a 5 and the last, it may say 0.0001 less.';
