-- Everything about an account in one row.
create or replace view v1.usage_summary as
with totals as (
    select
        provider,
        account_id,
        vendor,
        min(day) filter (messages > 0) as first_day,
        max(day) filter (messages > 0) as last_day,
        count(day) filter (messages > 0) as active_days,
        sum(messages) as messages,
        sum(user_messages) as user_messages,
        sum(answers) as answers,
        sum(tokens_in) as tokens_in,
        sum(tokens_out) as tokens_out,
        sum(billed_in) as billed_in,
        sum(billed_out) as billed_out,
        sum(requests) as requests,
        sum(requests_unpriced) as requests_unpriced,
        sum(requests_reported) as requests_reported,
        sum(usd) as usd,
        sum(usd_low) as usd_low,
        sum(usd_high) as usd_high,
        sum(usd_reported) as usd_reported,
        sum(usd_visible_nocache) as usd_visible_nocache,
    from v1.provider_daily
    group by all
),

chats as (
    select
        provider,
        account_id,
        count(*) as conversations,
    from core.conversations
    group by all
),

manners as (
    select
        provider,
        account_id,
        sum(words) as words,
        sum(questions) as questions,
        sum(exclamations) as exclamations,
        sum(pleases) as pleases,
        sum(thanks) as thanks,
        sum(laughs) as laughs,
        sum(curses) as curses,
        sum(caps_messages) as caps_messages,
        sum(polite_messages)::double / sum(user_messages) * 100 as politeness_score,
        least(100, floor(sum(pleases + thanks)::double / sum(user_messages) * 100)) as seed_compat_politeness_score,
    from v1.personality
    group by all
),

times as (
    select
        provider,
        account_id,
        sum(thinking_seconds) / 3600 as thinking_hours,
        sum(user_active_seconds) / 3600 as user_active_hours,
    from v1.time_statistics
    group by all
),

languages as (
    select
        provider,
        account_id,
        language,
        count(*) as blocks,
        sum(lines) as lines,
        row_number() over (
            partition by provider, account_id
            order by language is null, sum(lines) desc, language
        ) as place,
    from v1.code_blocks
    group by provider, account_id, language
),

code as (
    select
        provider,
        account_id,
        sum(blocks) as code_blocks,
        sum(lines) as code_lines,
        count(language) as languages,
        max(case when place = 1 then language end) as top_language,
    from languages
    group by all
),

runs as (
    select
        provider,
        account_id,
        max(days) as longest_streak,
        coalesce(max(days) filter (is_current), 0) as current_streak,
    from v1.streaks
    where scope = 'account'
    group by all
)

select
    totals.provider::varchar as provider,
    totals.account_id::varchar as account_id,
    totals.vendor::varchar as vendor,
    totals.first_day::date as first_day,
    totals.last_day::date as last_day,
    totals.active_days::bigint as active_days,
    coalesce(chats.conversations, 0)::bigint as conversations,
    totals.messages::bigint as messages,
    totals.user_messages::bigint as user_messages,
    totals.answers::bigint as answers,
    totals.tokens_in::bigint as tokens_in,
    totals.tokens_out::bigint as tokens_out,
    totals.billed_in::bigint as billed_in,
    totals.billed_out::bigint as billed_out,
    totals.requests::bigint as requests,
    totals.requests_unpriced::bigint as requests_unpriced,
    totals.requests_reported::bigint as requests_reported,
    totals.usd::decimal(38, 12) as usd,
    totals.usd_low::decimal(38, 12) as usd_low,
    totals.usd_high::decimal(38, 12) as usd_high,
    totals.usd_reported::decimal(38, 12) as usd_reported,
    totals.usd_visible_nocache::decimal(38, 12) as usd_visible_nocache,
    coalesce(times.thinking_hours, 0)::double as thinking_hours,
    coalesce(times.user_active_hours, 0)::double as user_active_hours,
    coalesce(manners.words, 0)::bigint as words,
    coalesce(manners.questions, 0)::bigint as questions,
    coalesce(manners.exclamations, 0)::bigint as exclamations,
    coalesce(manners.pleases, 0)::bigint as pleases,
    coalesce(manners.thanks, 0)::bigint as thanks,
    coalesce(manners.laughs, 0)::bigint as laughs,
    coalesce(manners.curses, 0)::bigint as curses,
    coalesce(manners.caps_messages, 0)::bigint as caps_messages,
    manners.politeness_score::double as politeness_score,
    manners.seed_compat_politeness_score::integer as seed_compat_politeness_score,
    coalesce(code.code_blocks, 0)::bigint as code_blocks,
    coalesce(code.code_lines, 0)::bigint as code_lines,
    coalesce(code.languages, 0)::bigint as languages,
    code.top_language::varchar as top_language,
    activity_scores.peak_hour::integer as peak_hour,
    activity_scores.night_owl_score::double as night_owl_score,
    activity_scores.early_bird_score::double as early_bird_score,
    activity_scores.weekend_share::double as weekend_share,
    coalesce(runs.longest_streak, 0)::bigint as longest_streak,
    coalesce(runs.current_streak, 0)::bigint as current_streak,
from totals
left join chats
    on totals.provider = chats.provider
    and totals.account_id is not distinct from chats.account_id
left join manners
    on totals.provider = manners.provider
    and totals.account_id is not distinct from manners.account_id
left join times
    on totals.provider = times.provider
    and totals.account_id is not distinct from times.account_id
left join code
    on totals.provider = code.provider
    and totals.account_id is not distinct from code.account_id
left join runs
    on totals.provider = runs.provider
    and totals.account_id is not distinct from runs.account_id
left join v1.activity_scores
    on totals.provider = activity_scores.provider
    and totals.account_id is not distinct from activity_scores.account_id;

comment on view v1.usage_summary is 'One row per provider and account with messages: the totals of the other statistics.';
comment on column v1.usage_summary.first_day is 'Local day of the first message; NULL where no message has a time.';
comment on column v1.usage_summary.last_day is 'Local day of the last message; NULL where no message has a time.';
comment on column v1.usage_summary.active_days is 'Local days with messages. The older tool counts first UTC days of conversations.';
comment on column v1.usage_summary.conversations is 'Conversations; the older tool''s sessions.';
comment on column v1.usage_summary.messages is 'Message rows of every role and branch, with tools, thoughts and hidden ones. The older tool counts those of the user and the assistant only, each once.';
comment on column v1.usage_summary.usd_visible_nocache is 'US dollars for everything sent and answered, without the prompt cache; NULL where no request has a price. What the older tool would say is in older_tool_costs.';
comment on column v1.usage_summary.thinking_hours is 'Hours that models thought, as far as the export tells: see time_statistics.';
comment on column v1.usage_summary.user_active_hours is 'Hours the user was at it: see time_statistics.';
comment on column v1.usage_summary.words is 'Words of the user''s messages.';
comment on column v1.usage_summary.questions is 'Question marks in them.';
comment on column v1.usage_summary.exclamations is 'Exclamation marks in them.';
comment on column v1.usage_summary.pleases is 'How often they say please: see personality.';
comment on column v1.usage_summary.thanks is 'How often they say thanks: see personality.';
comment on column v1.usage_summary.laughs is 'How often they laugh: see personality.';
comment on column v1.usage_summary.curses is 'Curse words in them.';
comment on column v1.usage_summary.caps_messages is 'Messages of the user in capitals: see personality.';
comment on column v1.usage_summary.politeness_score is 'Percent of the user''s messages that say please or thanks; NULL where there are none.';
comment on column v1.usage_summary.seed_compat_politeness_score is 'The older tool''s, as personality says; NULL where there are no messages of the user.';
comment on column v1.usage_summary.code_blocks is 'Fenced blocks of code in messages of every role and branch.';
comment on column v1.usage_summary.code_lines is 'Lines of those that are not blank.';
comment on column v1.usage_summary.languages is 'Languages named at their fences.';
comment on column v1.usage_summary.top_language is 'The language with most lines, the first of the alphabet of several; NULL where none is named.';
comment on column v1.usage_summary.peak_hour is 'Local hour with most messages of the user: see activity_scores.';
comment on column v1.usage_summary.night_owl_score is 'Percent of the user''s messages from 22:00 to 5:59 local time; NULL where no time is known.';
comment on column v1.usage_summary.early_bird_score is 'Percent of the user''s messages from 5:00 to 8:59 local time; NULL where no time is known.';
comment on column v1.usage_summary.weekend_share is 'Part of the user''s messages on Saturdays and Sundays, 0 to 1; NULL where no time is known.';
comment on column v1.usage_summary.longest_streak is 'Days of the longest run of consecutive local days with messages.';
comment on column v1.usage_summary.current_streak is 'Days of the run that reaches the newest day in the file or the day before; 0 where none does.';
-- columns as in v1.provider_daily
