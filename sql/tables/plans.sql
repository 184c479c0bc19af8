create table core.plans (
    vendor varchar,
    plan varchar,
    billing varchar,
    valid_from date,
    valid_to date,
    usd_month decimal(12, 2),
    is_per_seat boolean,
    confidence varchar,
    source varchar,
);

comment on table core.plans is 'One row per subscription plan, billing and period of one price.';
comment on column core.plans.vendor is 'Who sells it: openai, anthropic.';
comment on column core.plans.plan is 'Name of the plan, for example plus.';
comment on column core.plans.billing is 'monthly, or annual = paid for a year, given by the month; NULL for free plans.';
comment on column core.plans.valid_from is 'First day it holds, from 00:00 UTC.';
comment on column core.plans.valid_to is 'First day it holds no more; NULL where it still holds.';
comment on column core.plans.usd_month is 'US dollars a month, a seat where is_per_seat.';
comment on column core.plans.is_per_seat is 'Whether the price is for each seat.';
comment on column core.plans.confidence is 'How sure the figure is: high, medium, low.';
comment on column core.plans.source is 'Keys of the sources the row was read from, as in sources.';
