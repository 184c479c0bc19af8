-- What code was written, in which language, by which model.
create or replace view v1.code_languages as
with fences as (
    select
        revision,
        node_id,
        lower(language) as language,
        count(*) as blocks,
        sum(lines) as lines,
        count(*) filter (
            is_closed and not regexp_matches(coalesce(info, language, ''), '[^A-Za-z0-9_]')
        ) as plain_blocks,
        sum(lines) filter (
            is_closed and not regexp_matches(coalesce(info, language, ''), '[^A-Za-z0-9_]')
        ) as plain_lines,
    from core.code_blocks
    group by all
)

select
    messages.provider::varchar as provider,
    messages.account_id::varchar as account_id,
    messages.model_slug::varchar as model,
    fences.language::varchar as language,
    coalesce(fences.language, 'other')::varchar as seed_compat_language,
    sum(fences.blocks)::bigint as blocks,
    sum(fences.lines)::bigint as lines,
    coalesce(sum(fences.blocks) filter (messages.is_answer), 0)::bigint as answer_blocks,
    coalesce(sum(fences.lines) filter (messages.is_answer), 0)::bigint as answer_lines,
    coalesce(sum(fences.plain_blocks) filter (messages.is_answer), 0)::bigint as seed_compat_blocks,
    coalesce(sum(fences.plain_lines) filter (messages.is_answer), 0)::bigint as seed_compat_lines,
    count(*)::bigint as messages,
    min(messages.local_date)::date as first_day,
    max(messages.local_date)::date as last_day,
from fences
inner join v1.messages
    on fences.revision = messages.revision
    and fences.node_id = messages.node_id
where messages.code_blocks > 0
group by all;

comment on view v1.code_languages is 'One row per provider, account, model and language of fenced blocks of code.';
comment on column v1.code_languages.language is 'Language named at the fence: the first word behind it, lower case; NULL where none is named.';
comment on column v1.code_languages.seed_compat_language is 'The same as the older tool says it: other where none is named.';
comment on column v1.code_languages.answer_blocks is 'The blocks in what the assistant wrote to the user.';
comment on column v1.code_languages.seed_compat_blocks is 'Blocks of answers that the older tool counts too: closed, and behind the fence nothing or one word of letters, digits and underscores, so no c++. It leaves out tildes as well, and pairs fences differently where they are nested: that needs the text.';
comment on column v1.code_languages.seed_compat_lines is 'Lines of those that are not blank.';
comment on column v1.code_languages.messages is 'Messages that have such a block.';
comment on column v1.code_languages.first_day is 'Local day of the first; NULL where none has a time.';
comment on column v1.code_languages.last_day is 'Local day of the last; NULL where none has a time.';
-- columns as in v1.code_daily
