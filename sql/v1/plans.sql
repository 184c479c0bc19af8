-- What each subscription plan cost, and when.
create or replace view v1.plans as
select
    vendor::varchar as vendor,
    plan::varchar as plan,
    billing::varchar as billing,
    valid_from::date as valid_from,
    valid_to::date as valid_to,
    usd_month::decimal(12, 2) as usd_month,
    is_per_seat::boolean as is_per_seat,
    confidence::varchar as confidence,
    source::varchar as source,
from core.plans;

comment on view v1.plans is 'One row per subscription plan, billing and period of one price.';
comment on column v1.plans.plan is 'Name of the plan, for example plus.';
comment on column v1.plans.billing is 'monthly, or annual = paid for a year, given by the month; NULL for free plans.';
comment on column v1.plans.usd_month is 'US dollars a month, a seat where is_per_seat.';
comment on column v1.plans.is_per_seat is 'Whether the price is for each seat.';
-- columns as in v1.pricing
