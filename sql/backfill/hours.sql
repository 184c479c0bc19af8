-- One row per local day and hour of one provider, with its messages, tools left out. Parameter: $provider.
select
    local_date::varchar as date,
    local_hour::integer as hour,
    count(*)::bigint as messages,
from v1.messages
where provider = $provider and local_date is not null and (is_user_message or is_answer)
group by all
order by date, hour;
