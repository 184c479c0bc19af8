-- What was spent in each hour, UTC, in which a log of the same vendor's agents reports a request?
select
    epoch(created_at)::bigint // 3600 as hour,
    coalesce(sum(usd_mid), 0)::decimal(38, 12) as usd,
from core.requests
where
    created_at >= $since::timestamp
    and token_basis = 'reported'
    and vendor = 'anthropic'
group by all
order by hour;
