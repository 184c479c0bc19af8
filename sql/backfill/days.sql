-- One row per local day of one provider: what was said, counted as our views count it. Parameter: $provider.
with told as (
    select
        *,
        case when is_user_message then created_at - lag(created_at) over asked end as pause,
    from v1.messages
    where provider = $provider and local_date is not null
    window asked as (partition by account_id, conversation_id, is_user_message order by created_at, position)
),

starts as (
    select
        account_id,
        conversation_id,
        min(local_date) as day,
    from told
    group by all
),

entries as (
    select
        account_id,
        conversation_id,
        coalesce(message_id, node_id) as entry,
        min(local_date) as day,
        bool_or(role = 'user') as is_human,
    from told
    group by all
),

counted_entries as (
    select
        day,
        count(*) as messages,
        count(*) filter (is_human) as human_messages,
    from entries
    group by all
),

sessions as (
    select
        day,
        count(*) as sessions,
    from starts
    group by all
),

costs as (
    select
        day,
        sum(input_once) as input_tokens,
        sum(output_visible + reasoning_shown) as output_tokens,
        sum(usd_text_once + usd_reasoning_shown) as cost,
    from v1.request_costs
    where provider = $provider and day is not null
    group by all
),

words as (
    select
        local_date as day,
        sum(thinking_seconds) * 1000 as thinking_ms,
        sum(epoch_ms(pause)) filter (pause < interval 30 minutes) as active_ms,
        sum(code_blocks) filter (is_answer) as code_blocks,
        sum(code_lines) filter (is_answer) as lines_of_code,
        sum(curses) filter (is_user_message) as curse_words,
        sum(questions) filter (is_user_message) as questions,
        sum(exclamations) filter (is_user_message) as exclamations,
        sum(pleases) filter (is_user_message) as please_count,
        sum(thanks) filter (is_user_message) as thanks_count,
        count(*) filter (is_user_message and letters > 5 and capitals * 2 > letters) as caps_rage,
        sum(laughs) filter (is_user_message) as lol_count,
        sum(words) filter (is_user_message) as word_count,
    from told
    group by all
)

select
    words.day::varchar as date,
    coalesce(sessions.sessions, 0)::bigint as sessions,
    coalesce(counted_entries.messages, 0)::bigint as messages,
    coalesce(counted_entries.human_messages, 0)::bigint as human_messages,
    coalesce(counted_entries.messages - counted_entries.human_messages, 0)::bigint as assistant_messages,
    coalesce(costs.input_tokens, 0)::bigint as input_tokens,
    coalesce(costs.output_tokens, 0)::bigint as output_tokens,
    coalesce(costs.cost, 0)::double as cost,
    coalesce(words.thinking_ms, 0)::double as thinking_ms,
    coalesce(words.active_ms, 0)::double as active_ms,
    coalesce(words.code_blocks, 0)::bigint as code_blocks,
    coalesce(words.lines_of_code, 0)::bigint as lines_of_code,
    coalesce(words.curse_words, 0)::bigint as curse_words,
    coalesce(words.questions, 0)::bigint as questions,
    coalesce(words.exclamations, 0)::bigint as exclamations,
    coalesce(words.please_count, 0)::bigint as please_count,
    coalesce(words.thanks_count, 0)::bigint as thanks_count,
    words.caps_rage::bigint as caps_rage,
    coalesce(words.lol_count, 0)::bigint as lol_count,
    coalesce(words.word_count, 0)::bigint as word_count,
from words
left join counted_entries on words.day = counted_entries.day
left join sessions on words.day = sessions.day
left join costs on words.day = costs.day
order by words.day;
