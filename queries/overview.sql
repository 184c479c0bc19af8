-- What is in here: how much, since when, with which model, and what was odd?
with days as (
    select
        day,
        sum(user_messages) as user_messages,
        sum(messages) as messages,
        sum(answers) as answers,
        sum(tokens_in) as tokens_in,
        sum(tokens_out) as tokens_out,
    from v1.daily_usage
    where
        ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
),

totals as (
    select
        coalesce(sum(messages), 0) as messages,
        coalesce(sum(user_messages), 0) as user_messages,
        coalesce(sum(answers), 0) as answers,
        coalesce(sum(tokens_in), 0) as tokens_in,
        coalesce(sum(tokens_out), 0) as tokens_out,
        count(day) as active_days,
        coalesce(sum(messages) filter (day is null), 0) as undated,
        min(day) as first_day,
        max(day) as last_day,
    from days
),

busiest as (
    select day, user_messages from days where day is not null order by user_messages desc, day limit 1
),

runs as (
    select day, day - row_number() over (order by day)::integer as run from days where day is not null
),

streaks as (
    select count(*) as days, min(day) as first_day, max(day) as last_day from runs group by run
),

streak as (
    select days, first_day, last_day from streaks order by days desc, first_day limit 1
),

chats as (
    select
        conversation_id,
        title,
        project_id,
        gpt_id,
        export_format,
        user_messages + answers as messages,
    from v1.conversations
    where
        ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

conversations as (
    select
        count(*) as conversations,
        count(distinct project_id) as projects,
        count(distinct gpt_id) as gpts,
        count(*) filter (export_format = 'slim') as slim,
    from chats
),

longest as (
    select title, messages from chats order by messages desc, conversation_id limit 1
),

models as (
    select
        model,
        sum(answers) as answers,
    from v1.model_usage
    where
        model is not null
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
),

favourite as (
    select model, answers from models order by answers desc, model limit 1
),

issues as (
    select
        count(*) filter (severity = 'warning') as warnings,
        count(*) filter (severity = 'note') as notes,
    from v1.load_issues
    where
        ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

unknown as (
    select count(*) as fields from v1.schema_drift
    where not is_known and ($provider::varchar is null or provider = $provider)
),

facts as (
    select 1 as line, 'in all' as topic, 'conversations' as fact, conversations as number, null as detail
    from conversations
    union all
    select 2, 'in all', 'user messages', user_messages, null from totals
    union all
    select 3, 'in all', 'answers', answers, null from totals
    union all
    select 4, 'in all', 'messages of every kind', messages, null from totals
    union all
    select 5, 'in all', 'active days', active_days, first_day || ' to ' || last_day from totals
    union all
    select 6, 'in all', 'tokens written by me', tokens_in, null from totals
    union all
    select 7, 'in all', 'tokens written by models', tokens_out, null from totals
    union all
    select 8, 'in all', 'projects', projects, null from conversations
    union all
    select 9, 'in all', 'custom GPTs', gpts, null from conversations
    union all
    select 10, 'records', 'answers of favourite model', answers, model from favourite
    union all
    select 11, 'records', 'user messages on busiest day', user_messages, day::varchar from busiest
    union all
    select 12, 'records', 'days of longest streak', days, first_day || ' to ' || last_day from streak
    union all
    select 13, 'records', 'messages of longest chat', messages, title from longest
    union all
    select 14, 'odd', 'warnings of all loads', warnings, 'see: etl report quality' from issues
    union all
    select 15, 'odd', 'notes of all loads', notes, null from issues
    union all
    select 16, 'odd', 'messages of unknown time', undated, null from totals
    union all
    select 17, 'odd', 'chats without tool messages', slim, 'from slim exports' from conversations
    union all
    select 18, 'odd', 'fields we do not know', fields, null from unknown
)

select
    topic,
    fact,
    number::bigint as number,
    detail,
from facts
where number is not null
order by line;
