-- Calls follow their messages onto the shown path, or off it.
update core.tool_calls
set is_current = grown.is_current
from temp.grown
where tool_calls.revision = grown.revision
    and tool_calls.node_id = grown.node_id
