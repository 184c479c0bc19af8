-- One row per local day of one provider and language of code in answers, with its lines. Parameter: $provider.
select
    messages.local_date::varchar as date,
    coalesce(code_blocks.language, 'other')::varchar as language,
    sum(code_blocks.lines)::bigint as lines,
from v1.code_blocks
join v1.messages
    on code_blocks.provider = messages.provider
    and code_blocks.account_id is not distinct from messages.account_id
    and code_blocks.conversation_id = messages.conversation_id
    and code_blocks.node_id = messages.node_id
where messages.provider = $provider and messages.local_date is not null and messages.is_answer
group by all
order by date, lines desc, language;
