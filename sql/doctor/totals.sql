-- How much there is, all in all.
select
    (select count(*) from core.loads) as loads,
    (select count(*) from (select distinct provider, account_id from core.conversations)) as accounts,
    (select count(*) from core.conversations) as conversations,
    (select count(*) from core.messages) as messages,
    (select count(*) from core.messages where tokens is null) as uncounted_messages,
    (select count(*) from core.messages where created_at is null) as undated_messages,
    (select count(*) from core.requests) as requests,
    (select count(*) from core.requests where price_status in ('unmapped', 'unpriced')) as unpriced_requests;
