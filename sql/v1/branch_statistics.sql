-- Which models' answers were regenerated, whose questions were edited, what was left behind on branches.
create or replace view v1.branch_statistics as
with own as (
    select
        provider,
        account_id,
        model_slug as model,
        count(*) filter (is_answer) as answers,
        count(*) filter (sibling_index < siblings - 1) as regenerated,
        count(*) filter (sibling_index > 0) as retries,
        0 as edited_prompts,
        count(*) filter (not is_current) as abandoned_messages,
        coalesce(sum(tokens) filter (not is_current and is_output), 0) as abandoned_tokens,
        coalesce(sum(tokens) filter (is_output), 0) as tokens_out,
    from v1.messages
    where role = 'assistant' and not is_retained
    group by all
),

edits as (
    select
        provider,
        account_id,
        revision,
        node_id,
    from v1.messages
    -- The first two say nothing new, but spare DuckDB the rows they leave out.
    where role = 'user' and siblings > 1 and is_user_message and sibling_index < siblings - 1 and not is_retained
),

replies as (
    select
        edits.provider,
        edits.account_id,
        edits.revision,
        edits.node_id,
        arg_min(messages.model_slug, messages.sibling_index) as model,
    from edits
    left join v1.messages
        on edits.revision = messages.revision
        and edits.node_id = messages.parent_id
        and messages.role = 'assistant'
    group by all
),

edited as (
    select
        provider,
        account_id,
        model,
        0 as answers,
        0 as regenerated,
        0 as retries,
        count(*) as edited_prompts,
        0 as abandoned_messages,
        0 as abandoned_tokens,
        0 as tokens_out,
    from replies
    group by all
),

both_sides as (
    select provider, account_id, model, answers, regenerated, retries, edited_prompts, abandoned_messages,
        abandoned_tokens, tokens_out,
    from own
    union all
    select provider, account_id, model, answers, regenerated, retries, edited_prompts, abandoned_messages,
        abandoned_tokens, tokens_out,
    from edited
)

select
    provider::varchar as provider,
    account_id::varchar as account_id,
    model::varchar as model,
    sum(answers)::bigint as answers,
    sum(regenerated)::bigint as regenerated,
    sum(retries)::bigint as retries,
    sum(edited_prompts)::bigint as edited_prompts,
    sum(abandoned_messages)::bigint as abandoned_messages,
    sum(abandoned_tokens)::bigint as abandoned_tokens,
    sum(tokens_out)::bigint as tokens_out,
from both_sides
group by all;

comment on view v1.branch_statistics is 'One row per provider, account and model, without messages that only an older export has.';
comment on column v1.branch_statistics.regenerated is 'Messages of the assistant after which another was asked for in their place: all but the last of their siblings.';
comment on column v1.branch_statistics.retries is 'Messages of the assistant asked for in place of an older one: all but the first of their siblings.';
comment on column v1.branch_statistics.edited_prompts is 'Messages of the user that were edited afterwards, counted at the model that first answered them; NULL model where none did.';
comment on column v1.branch_statistics.abandoned_messages is 'Messages of the assistant, with calls of tools and thoughts, that are not on the shown path.';
comment on column v1.branch_statistics.abandoned_tokens is 'Tokens of those messages, without thoughts.';
-- columns as in v1.model_usage
