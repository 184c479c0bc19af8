-- The new numbers of the messages of conversations that keep older ones.
update core.messages
set
    parent_id = grown.parent_id,
    depth = grown.depth,
    sibling_index = grown.sibling_index,
    siblings = grown.siblings,
    branch_index = grown.branch_index,
    is_current = grown.is_current,
    tour_in = grown.tour_in,
    tour_out = grown.tour_out,
    context_tokens = grown.context_tokens,
    context_messages = grown.context_messages,
    request_node_id = grown.request_node_id,
from temp.grown
where messages.revision = grown.revision
    and messages.node_id = grown.node_id
