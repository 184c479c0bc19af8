-- Which accounts are there?
select distinct account_id from v1.conversation_days
