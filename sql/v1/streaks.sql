-- On how many days in a row the user chatted.
create or replace view v1.streaks as
with days as (
    select distinct
        provider,
        account_id,
        local_date as day,
    from v1.messages
    where local_date is not null
),

newest as (
    select max(day) as day from days
),

scopes as (
    select 'account' as scope, provider, account_id, day from days
    union
    select 'all', null::varchar, null::varchar, day from days
),

steps as (
    select
        scope,
        provider,
        account_id,
        day,
        case
            when date_diff('day', lag(day) over (partition by scope, provider, account_id order by day), day) = 1 then 0
            else 1
        end as is_first,
    from scopes
),

numbered as (
    select
        scope,
        provider,
        account_id,
        day,
        sum(is_first) over (partition by scope, provider, account_id order by day) as streak,
    from steps
),

streaks as (
    select
        scope,
        provider,
        account_id,
        streak,
        min(day) as first_day,
        max(day) as last_day,
        count(*) as days,
    from numbered
    group by all
)

select
    streaks.scope::varchar as scope,
    streaks.provider::varchar as provider,
    streaks.account_id::varchar as account_id,
    streaks.first_day::date as first_day,
    streaks.last_day::date as last_day,
    streaks.days::bigint as days,
    (
        row_number() over (
            partition by streaks.scope, streaks.provider, streaks.account_id
            order by streaks.days desc, streaks.first_day
        ) = 1
    )::boolean as is_longest,
    (date_diff('day', streaks.last_day, newest.day) <= 1)::boolean as is_current,
from streaks
cross join newest;

comment on view v1.streaks is 'One row per run of consecutive local days with messages: of one account (scope account), or of everything in the file together (scope all).';
comment on column v1.streaks.scope is 'account = the days of one provider and account; all = the days of all of them together. Choose one: the same day is in both.';
comment on column v1.streaks.provider is 'Whose product it is: chatgpt, claude; NULL in the scope all.';
comment on column v1.streaks.account_id is 'The account whose export it came from; NULL where the export does not say, and in the scope all.';
comment on column v1.streaks.first_day is 'First local day of the run.';
comment on column v1.streaks.last_day is 'Last local day of the run.';
comment on column v1.streaks.days is 'Its days.';
comment on column v1.streaks.is_longest is 'Whether it is the longest run of its account, or of all; the first of several.';
comment on column v1.streaks.is_current is 'Whether it reaches the newest day in the file or the day before it, so that a day that has only begun ends no run. The older tool looks at the day of asking instead.';
