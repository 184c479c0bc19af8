-- What is told of each chat that was found, the best first? Its message is the one of a node, or of a place in the tree.
with wanted as (
    select
        unnest($ranks::bigint[]) as rank,
        unnest($revisions::bigint[]) as revision,
        unnest($tours::bigint[]) as tour_in,
        unnest($nodes::varchar[]) as node_id,
        unnest($snippets::varchar[]) as snippet,
        unnest($matches::bigint[]) as matches,
        unnest($scores::double[]) as score,
)

insert into temp.search_hits
select
    $question,
    wanted.rank,
    conversations.provider,
    conversations.account_id,
    conversations.conversation_id,
    messages.node_id,
    conversations.title,
    coalesce(messages.created_at, conversations.created_at),
    messages.role,
    wanted.snippet,
    wanted.matches,
    wanted.score,
from wanted
inner join core.conversations
    on wanted.revision = conversations.revision
left join core.messages
    on wanted.revision = messages.revision
    and case
        when wanted.node_id is null then wanted.tour_in = messages.tour_in
        else wanted.node_id = messages.node_id
    end
order by wanted.rank
