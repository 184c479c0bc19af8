-- What is my use in numbers: time, manners, code, habits?
with accounts as (
    select * from v1.usage_summary
    where
        ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

totals as (
    select
        sum(conversations) as conversations,
        sum(messages) as messages,
        sum(user_messages) as user_messages,
        sum(answers) as answers,
        sum(tokens_in) as tokens_in,
        sum(tokens_out) as tokens_out,
        sum(billed_in) as billed_in,
        sum(billed_out) as billed_out,
        sum(user_active_hours) as user_active_hours,
        sum(thinking_hours) as thinking_hours,
        sum(words) as words,
        sum(questions) as questions,
        sum(exclamations) as exclamations,
        sum(pleases) as pleases,
        sum(thanks) as thanks,
        sum(laughs) as laughs,
        sum(curses) as curses,
        sum(caps_messages) as caps_messages,
        sum(politeness_score * user_messages) / nullif(sum(user_messages), 0) as politeness_score,
        sum(code_blocks) as code_blocks,
        sum(code_lines) as code_lines,
        arg_max(top_language, code_lines) filter (top_language is not null) as top_language,
        max(longest_streak) as longest_streak,
        max(current_streak) as current_streak,
    from accounts
),

days as (
    select
        count(distinct day) as active_days,
        min(day) || ' to ' || max(day) as span,
    from v1.provider_daily
    where
        messages > 0
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

hours as (
    select
        hour,
        sum(user_messages) as user_messages,
        sum(user_messages) filter (weekday >= 6) as at_weekend,
    from v1.activity_patterns
    where
        hour is not null
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
),

habits as (
    select
        coalesce(sum(user_messages) filter (hour >= 22 or hour <= 5), 0) as late,
        coalesce(sum(user_messages) filter (hour between 5 and 8), 0) as early,
        coalesce(sum(at_weekend), 0) as at_weekend,
        nullif(sum(user_messages), 0) as written,
    from hours
),

facts as (
    select 1 as line, 'in all' as topic, 'conversations' as fact, conversations as number, null as detail from totals
    union all
    select 2, 'in all', 'messages of every kind', messages, 'tools, thoughts, hidden too' from totals
    union all
    select 3, 'in all', 'my messages', user_messages, null from totals
    union all
    select 4, 'in all', 'answers of models', answers, null from totals
    union all
    select
        5,
        'in all',
        if(billed_in = tokens_in, 'tokens I wrote', 'tokens in, as billed'),
        billed_in,
        if(billed_in = tokens_in, null, format('what I wrote alone: {:,}', tokens_in)),
    from totals
    union all
    select
        6,
        'in all',
        if(billed_out = tokens_out, 'tokens models wrote', 'tokens out, as billed'),
        billed_out,
        if(billed_out = tokens_out, 'without thoughts', format('what shows alone: {:,}', tokens_out)),
    from totals
    union all
    select 7, 'in all', 'active days', active_days, span from days
    union all
    select 8, 'time', 'hours I was at it', round(user_active_hours), 'gaps under 30 minutes' from totals
    union all
    select 9, 'time', 'hours models thought', round(thinking_hours), 'as far as exports tell' from totals
    union all
    select 10, 'manners', 'words', words, null from totals
    union all
    select 11, 'manners', 'question marks', questions, null from totals
    union all
    select 12, 'manners', 'exclamation marks', exclamations, null from totals
    union all
    select 13, 'manners', 'please', pleases, format('{:.1f} % of messages polite', politeness_score) from totals
    union all
    select 14, 'manners', 'thanks', thanks, null from totals
    union all
    select 15, 'manners', 'laughs', laughs, null from totals
    union all
    select 16, 'manners', 'curses', curses, null from totals
    union all
    select 17, 'manners', 'messages in capitals', caps_messages, null from totals
    union all
    select 18, 'code', 'blocks', code_blocks, null from totals
    union all
    select 19, 'code', 'lines', code_lines, 'mostly ' || top_language from totals
    union all
    (
        select 20, 'habits', 'my messages in peak hour', user_messages, format('{:02d}:00', hour) from hours
        order by user_messages desc, hour
        limit 1
    )
    union all
    select 21, 'habits', 'night owl', late, format('{:.1f} % from 22:00 to 5:59', 100 * late / written) from habits
    union all
    select 22, 'habits', 'early bird', early, format('{:.1f} % from 5:00 to 8:59', 100 * early / written) from habits
    union all
    select 23, 'habits', 'at weekends', at_weekend, format('{:.1f} %', 100 * at_weekend / written) from habits
    union all
    select 24, 'habits', 'days of longest streak', longest_streak, 'of one account' from totals
    union all
    select 25, 'habits', 'days of current streak', current_streak, 'of one account' from totals
)

select
    topic,
    fact,
    coalesce(number, 0)::bigint as number,
    detail,
from facts
order by line;
