-- How much code each day brought, by model.
create or replace view v1.code_daily as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    local_date::date as day,
    model_slug::varchar as model,
    count(*)::bigint as messages,
    sum(code_blocks)::bigint as blocks,
    sum(code_lines)::bigint as lines,
    coalesce(sum(code_blocks) filter (is_answer), 0)::bigint as answer_blocks,
    coalesce(sum(code_lines) filter (is_answer), 0)::bigint as answer_lines,
from v1.messages
where code_blocks > 0
group by all;

comment on view v1.code_daily is 'One row per provider, account, local day and model with code; days without are left out.';
comment on column v1.code_daily.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.code_daily.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.code_daily.day is 'Local day, in the time zone of about; NULL for messages of unknown time. The older tool has it on the first UTC day of the conversation; etl backfill counts it so.';
comment on column v1.code_daily.model is 'The model of the message as the product names it; NULL where unknown or where the user wrote it.';
comment on column v1.code_daily.messages is 'Messages that have fenced blocks of code.';
comment on column v1.code_daily.blocks is 'Fenced blocks, of backticks or tildes, closed or not, in messages of every role and branch.';
comment on column v1.code_daily.lines is 'Lines of those blocks that are not blank.';
comment on column v1.code_daily.answer_blocks is 'The blocks in what the assistant wrote to the user: the older tool counts only these, and of them only what seed_compat_blocks of code_languages says.';
comment on column v1.code_daily.answer_lines is 'Lines of those.';
