-- How long models thought and the user was at it, day by day.
create or replace view v1.time_statistics as
with said as (
    select
        revision,
        local_date,
        created_at,
        is_user_message,
        is_copy,
        lag(is_user_message) over (partition by revision order by created_at, position) as follows_user,
        max(case when is_user_message then created_at end) over (
            partition by revision order by created_at, position
            rows between unbounded preceding and 1 preceding
        ) as asked_at,
    from v1.conversation_messages
    where created_at is not null and (is_user_message or is_answer)
),

gaps as (
    select
        revision,
        local_date,
        is_user_message,
        date_diff('microsecond', asked_at, created_at) as microseconds,
    from said
    where (is_user_message or follows_user) and not is_copy
),

-- Names of accounts are long, and a conversation has one.
active as (
    select
        revision,
        local_date,
        coalesce(sum(microseconds) filter (is_user_message), 0) as user_active_microseconds,
        count(*) filter (not is_user_message) as waits,
        coalesce(sum(microseconds) filter (not is_user_message), 0) as waiting_microseconds,
    from gaps
    where microseconds > 0 and microseconds < 1800000000
    group by all
),

parts as (
    select
        provider,
        account_id,
        local_date,
        count(*) as thoughts,
        sum(thinking_seconds) as thinking_seconds,
        0 as user_active_microseconds,
        0 as waits,
        0 as waiting_microseconds,
    from v1.messages
    where thinking_seconds > 0 and thinking_seconds <= 86400
    group by all
    union all
    select
        conversations.provider,
        conversations.account_id,
        active.local_date,
        0,
        0,
        active.user_active_microseconds,
        active.waits,
        active.waiting_microseconds,
    from active
    inner join core.conversations
        on active.revision = conversations.revision
)

select
    provider::varchar as provider,
    account_id::varchar as account_id,
    local_date::date as day,
    sum(thoughts)::bigint as thoughts,
    sum(thinking_seconds)::double as thinking_seconds,
    (sum(user_active_microseconds)::double / 1000000)::double as user_active_seconds,
    sum(waits)::bigint as waits,
    (sum(waiting_microseconds)::double / 1000000)::double as waiting_seconds,
from parts
group by all;

comment on view v1.time_statistics is 'One row per provider, account and local day with a time that can be told; days without are left out.';
comment on column v1.time_statistics.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.time_statistics.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.time_statistics.day is 'Local day, in the time zone of about; NULL for messages of unknown time. The older tool has it on the first UTC day of the conversation; etl backfill counts it so.';
comment on column v1.time_statistics.thoughts is 'Thoughts whose time the export tells, more than nothing and at most a day each.';
comment on column v1.time_statistics.thinking_seconds is 'Seconds of those: of blocks of thinking from their start to their stop, as the older tool; else what the export says of an answer, once per answer however often it is repeated there.';
comment on column v1.time_statistics.user_active_seconds is 'Seconds the user was at it: between consecutive messages of the user in one conversation, on any branch, where they are less than 30 minutes apart, on the day of the later one; messages kept from an older export stand apart. The older tool has the same sum.';
comment on column v1.time_statistics.waits is 'Answers that come next after a message of the user in their conversation, less than 30 minutes later.';
comment on column v1.time_statistics.waiting_seconds is 'Seconds from that message to that answer: what most exports tell is when it began. The older tool has no such number.';
