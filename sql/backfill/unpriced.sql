-- One row: the requests of one provider without a price, and its messages without a day. Parameter: $provider.
with requests as (
    select count(*) as unpriced,
    from v1.request_costs
    where provider = $provider and is_unpriced
),

messages as (
    select count(*) as undated,
    from v1.messages
    where provider = $provider and local_date is null
)

select
    requests.unpriced::bigint as unpriced,
    messages.undated::bigint as undated,
from requests
cross join messages;
