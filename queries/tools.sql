-- Which tools did models call, and did the calls succeed?
select
    tool_name as tool,
    category,
    count(*) as calls,
    count(*) filter (result_node_id is not null) as answered,
    count(*) filter (status in ('error', 'timeout')) as failed,
    round(avg(duration_seconds), 1)::decimal(12, 1) as average_seconds,
from v1.tool_calls
where
    ($since::date is null or day >= $since::date)
    and ($until::date is null or day <= $until::date)
    and ($provider::varchar is null or provider = $provider)
    and ($account::varchar is null or account_id = $account)
    and ($model::varchar is null or model_slug = $model)
group by all
order by calls desc, tool;
