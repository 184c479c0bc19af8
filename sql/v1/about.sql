-- Where the data come from and how much there is, for the corner of a dashboard.
create or replace view v1.about as
with loads as (
    select
        max(load_id) as load_id,
        max(finished_at) as loaded_at,
        arg_max(product_version, load_id) as product_version,
    from core.loads
),

accounts as (
    select
        provider,
        account_id,
        count(*) as conversations,
    from core.conversations
    group by all
),

conversations as (
    select
        count(*) as accounts,
        coalesce(sum(conversations), 0) as conversations,
    from accounts
),

messages as (
    select
        count(*) as messages,
        min(local_date) as first_day,
        max(local_date) as last_day,
    from v1.messages
),

zone as (
    select max(value) as timezone from core.settings where name = 'timezone'
),

prices as (
    select max(value) as pricing_version from core.settings where name = 'pricing_version'
)

select
    loads.product_version::varchar as product_version,
    zone.timezone::varchar as timezone,
    loads.loaded_at::timestamp as loaded_at,
    loads.load_id::integer as loads,
    conversations.accounts::bigint as accounts,
    conversations.conversations::bigint as conversations,
    messages.messages::bigint as messages,
    messages.first_day::date as first_day,
    messages.last_day::date as last_day,
    prices.pricing_version::varchar as pricing_version,
from loads
cross join conversations
cross join messages
cross join zone
cross join prices;

comment on view v1.about is 'One row per database.';
comment on column v1.about.product_version is 'Version of the program that made the newest load.';
comment on column v1.about.timezone is 'IANA name of the time zone that local days and hours are in.';
comment on column v1.about.loaded_at is 'When the newest load was done, UTC.';
comment on column v1.about.loads is 'Loads so far.';
comment on column v1.about.accounts is 'Accounts with conversations.';
comment on column v1.about.conversations is 'Conversations.';
comment on column v1.about.messages is 'Message rows of every role and branch.';
comment on column v1.about.first_day is 'Local day of the first message.';
comment on column v1.about.last_day is 'Local day of the last message.';
comment on column v1.about.pricing_version is 'Version of the prices that costs were counted with: their day and a hash; NULL where none were.';
