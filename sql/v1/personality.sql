-- How the user writes, month by month.
create or replace view v1.personality as
with days as (
    select
        provider,
        account_id,
        local_date,
        count(*) as user_messages,
        sum(words) as words,
        sum(questions) as questions,
        sum(exclamations) as exclamations,
        sum(pleases) as pleases,
        sum(thanks) as thanks,
        sum(laughs) as laughs,
        sum(curses) as curses,
        count(*) filter (questions > 0) as question_messages,
        count(*) filter (pleases + thanks > 0) as polite_messages,
        count(*) filter (letters > 5 and capitals * 2 > letters) as caps_messages,
        count(*) filter (capitals * 2 > characters) as seed_compat_caps_messages,
    from v1.messages
    where is_user_message
    group by all
)

select
    days.provider::varchar as provider,
    days.account_id::varchar as account_id,
    dim_date.month::date as month,
    sum(days.user_messages)::bigint as user_messages,
    coalesce(sum(days.words), 0)::bigint as words,
    coalesce(sum(days.questions), 0)::bigint as questions,
    coalesce(sum(days.exclamations), 0)::bigint as exclamations,
    coalesce(sum(days.pleases), 0)::bigint as pleases,
    coalesce(sum(days.thanks), 0)::bigint as thanks,
    coalesce(sum(days.laughs), 0)::bigint as laughs,
    coalesce(sum(days.curses), 0)::bigint as curses,
    sum(days.question_messages)::bigint as question_messages,
    sum(days.polite_messages)::bigint as polite_messages,
    sum(days.caps_messages)::bigint as caps_messages,
    sum(days.seed_compat_caps_messages)::bigint as seed_compat_caps_messages,
    (sum(days.polite_messages)::double / sum(days.user_messages) * 100)::double as politeness_score,
    least(
        100,
        floor(coalesce(sum(days.pleases + days.thanks), 0)::double / sum(days.user_messages) * 100)
    )::integer as seed_compat_politeness_score,
from days
left join core.dim_date on days.local_date = dim_date.day
group by all;

comment on view v1.personality is 'One row per provider, account and local month with messages of the user; months without are left out.';
comment on column v1.personality.month is 'First day of the local month; NULL for messages of unknown time.';
comment on column v1.personality.words is 'Words of those: runs of characters between blanks.';
comment on column v1.personality.questions is 'Question marks in them, also the full-width one, which the older tool does not count.';
comment on column v1.personality.exclamations is 'Exclamation marks in them, also the full-width one, which the older tool does not count.';
comment on column v1.personality.pleases is 'How often they say please, as a whole word. The older tool counts it inside words too (pleased): that needs the text.';
comment on column v1.personality.thanks is 'How often they say thanks, thank, thx or ty, as whole words. The older tool counts thank, also inside words (thankful): that needs the text.';
comment on column v1.personality.laughs is 'How often they say lol, lmao, rofl, haha or hehe, as whole words. The older tool counts only lol: that needs the text.';
comment on column v1.personality.curses is 'Curse words in them, as whole words: damn, hell, crap, shit, fuck, ass, bastard, bitch; the older tool has the same.';
comment on column v1.personality.question_messages is 'Messages of the user with a question mark.';
comment on column v1.personality.polite_messages is 'Messages of the user that say please or thanks.';
comment on column v1.personality.caps_messages is 'Messages of the user in capitals: more than half of the letters, and more than 5 letters.';
comment on column v1.personality.seed_compat_caps_messages is 'The same as the older tool counts it: capitals are more than half of all characters, of however few.';
comment on column v1.personality.politeness_score is 'Percent of the user''s messages that say please or thanks, 0 to 100.';
comment on column v1.personality.seed_compat_politeness_score is 'The older tool''s: pleases and thanks (ours, see there) per 100 messages of the user, cut to a whole number, at most 100.';
-- columns as in v1.daily_usage
