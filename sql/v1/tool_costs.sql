-- What web searches and generated pictures would have cost on an API: each has a price of its own, beside tokens.
create or replace view v1.tool_costs as
with reports as (
    select
        provider,
        account_id,
        day,
        conversation_id,
        usage_id,
        web_searches_reported,
    from v1.request_costs
    where web_searches_reported > 0
),

searches as (
    select
        tool_calls.provider,
        tool_calls.account_id,
        tool_calls.day,
        'web_search' as tool,
        count(*) as uses,
    from v1.tool_calls
    left join reports
        on tool_calls.provider = reports.provider
        and tool_calls.account_id is not distinct from reports.account_id
        and tool_calls.conversation_id = reports.conversation_id
        and tool_calls.usage_id = reports.usage_id
    where
        reports.usage_id is null
        and tool_calls.category = 'browse'
        and case
            when lower(tool_calls.tool_name) like '%search%' then true
            when lower(tool_calls.tool_name) like '%fetch%' then false
            when tool_calls.tool_name like '%.%' and lower(tool_calls.tool_name) not like '%.run' then false
            when tool_calls.arguments is null or tool_calls.arguments = '' then true
            else tool_calls.arguments like '%search(%' or tool_calls.arguments like '%search_query%'
        end
    group by all
),

places as (
    select
        attachments.provider,
        attachments.account_id,
        attachments.conversation_id,
        coalesce(attachments.file_id, attachments.pointer, concat(attachments.node_id, '/', attachments.ordinal::varchar)) as file,
        messages.local_date as day,
    from core.attachments
    left join core.messages
        on attachments.revision = messages.revision
        and attachments.node_id = messages.node_id
    where attachments.kind = 'generated_image'
),

pictures as (
    select
        provider,
        account_id,
        conversation_id,
        file,
        min(day) as day,
    from places
    group by all
),

uses as (
    select provider, account_id, day, tool, uses from searches
    union all
    select provider, account_id, day, 'web_search', sum(web_searches_reported) from reports
    group by all
    union all
    select provider, account_id, day, 'image_generation', count(*) from pictures
    group by all
),

priced as (
    select
        uses.provider,
        uses.account_id,
        uses.day,
        uses.tool,
        uses.uses,
        case when tool_prices.tool is null then uses.uses else 0 end as uses_unpriced,
        uses.uses * tool_prices.usd_low as usd_low,
        uses.uses * tool_prices.usd_high as usd_high,
    from uses
    left join core.providers on uses.provider = providers.provider
    left join core.tool_prices
        on uses.tool = tool_prices.tool
        and providers.vendor = tool_prices.vendor
        and uses.day >= tool_prices.valid_from
        and uses.day < coalesce(tool_prices.valid_to, date '9999-12-31')
)

select
    priced.provider::varchar as provider,
    priced.account_id::varchar as account_id,
    priced.day::date as day,
    dim_date.month::date as month,
    priced.tool::varchar as tool,
    sum(priced.uses)::bigint as uses,
    sum(priced.uses_unpriced)::bigint as uses_unpriced,
    sum(priced.usd_low)::decimal(38, 12) as usd_low,
    sum(priced.usd_high)::decimal(38, 12) as usd_high,
from priced
left join core.dim_date on priced.day = dim_date.day
group by all;

comment on view v1.tool_costs is 'One row per provider, account, local day and tool with a price of its own.';
comment on column v1.tool_costs.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.tool_costs.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.tool_costs.day is 'Local day, in the time zone of about; NULL for uses of unknown time.';
comment on column v1.tool_costs.month is 'First day of the local month; NULL for uses of unknown time or of a day that dim_date lacks.';
comment on column v1.tool_costs.tool is 'web_search = searches that the API reports for an answer; where it reports none, a call of category browse that searches: by its name, else by its arguments, or that has none stored; opening a page is none. image_generation = a generated picture, each file of a conversation once.';
comment on column v1.tool_costs.uses is 'Uses, on any branch. One search may have held several queries, each billed: that is visible only where the API reports it. Slim exports show no searches.';
comment on column v1.tool_costs.uses_unpriced is 'Uses without a price: before the first one of the tool, or of unknown time.';
comment on column v1.tool_costs.usd_low is 'The least in US dollars, at the prices of the local day; NULL where no use has a price.';
comment on column v1.tool_costs.usd_high is 'The most: the export does not tell the size and quality of a picture; NULL where no use has a price.';
