-- The nodes that became no message, by reason.
select
    provider,
    reason,
    sum(nodes)::bigint as nodes,
from core.load_drops
group by all;
