-- What code was written, in which languages, since when?
with blocks as (
    select
        lower(code_blocks.language) as language,
        code_blocks.lines,
        messages.is_answer,
        messages.revision,
        messages.node_id,
        messages.local_date as day,
    from v1.code_blocks
    inner join v1.messages
        on code_blocks.provider = messages.provider
        and code_blocks.account_id is not distinct from messages.account_id
        and code_blocks.conversation_id = messages.conversation_id
        and code_blocks.node_id = messages.node_id
    where
        messages.code_blocks > 0
        and ($since::date is null or messages.local_date >= $since::date)
        and ($until::date is null or messages.local_date <= $until::date)
        and ($provider::varchar is null or messages.provider = $provider)
        and ($account::varchar is null or messages.account_id = $account)
        and ($model::varchar is null or messages.model_slug = $model)
)

select
    coalesce(language, '(none)') as language,
    count(*) as blocks,
    sum(lines)::bigint as lines,
    coalesce(sum(lines) filter (is_answer), 0)::bigint as in_answers,
    count(distinct (revision, node_id)) as messages,
    min(day) as first_day,
    max(day) as last_day,
from blocks
group by all
order by lines desc, language;
