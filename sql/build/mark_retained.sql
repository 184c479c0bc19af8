-- Messages that the best version of their conversation no longer has.
update core.messages
set is_retained = kept.place > 1
from temp.kept
where kept.revision = messages.revision
    and kept.node_id = messages.node_id
    and messages.is_retained is distinct from (kept.place > 1)
