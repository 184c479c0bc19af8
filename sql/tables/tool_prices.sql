create table core.tool_prices (
    tool varchar,
    vendor varchar,
    valid_from date,
    valid_to date,
    usd_low decimal(12, 6),
    usd_high decimal(12, 6),
    confidence varchar,
    source varchar,
);

comment on table core.tool_prices is 'One row per tool and period of one price of a use, in US dollars.';
comment on column core.tool_prices.tool is 'What is used: web_search or image_generation.';
comment on column core.tool_prices.vendor is 'Who sells it: openai, anthropic.';
comment on column core.tool_prices.valid_from is 'First day it holds, from 00:00 UTC.';
comment on column core.tool_prices.valid_to is 'First day it holds no more; NULL where it still holds.';
comment on column core.tool_prices.usd_low is 'The least that one use costs.';
comment on column core.tool_prices.usd_high is 'The most that one use costs.';
comment on column core.tool_prices.confidence is 'How sure the figure is: high, medium, low.';
comment on column core.tool_prices.source is 'Keys of the sources the row was read from, as in sources.';
