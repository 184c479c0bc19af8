-- Every message of the conversations that are due, each conversation's in the order of the walk around its tree.
select
    due.revision,
    messages.tour_in,
    messages.tour_out,
    (
        messages.context_tokens
        + rules.per_message * messages.context_messages
        + if(messages.in_context, coalesce(messages.tokens, 0) + rules.per_message, 0)
    )::bigint as inclusive,
    case
        when not messages.in_context then 0
        when messages.request_node_id is null then coalesce(messages.tokens, 0)
        when messages.request_node_id = messages.node_id and runs.revision is null then coalesce(messages.tokens, 0)
        else 0
    end::bigint as once,
    rules.priming::bigint as priming,
    case
        when runs.revision is not null then 1
        when messages.request_node_id <> messages.node_id then 2
        else 0
    end as step,
    runs.model_slug,
    epoch_us(runs.clock) as time,
from core.messages
inner join temp.due
    on messages.revision = due.version
left join temp.runs
    on due.revision = runs.revision
    and messages.tour_in = runs.tour_in
left join core.token_rules as rules
    on messages.encoding = rules.encoding
order by due.revision, messages.tour_in
