-- What several exports of an account dropped for a reason is one row.
create or replace temp table summed as
select
    load_drops.load_id,
    load_drops.provider,
    load_drops.account_id,
    load_drops.reason,
    sum(load_drops.nodes) as nodes,
from core.load_drops
group by all;

delete from core.load_drops;

insert into core.load_drops by name
from temp.summed;
