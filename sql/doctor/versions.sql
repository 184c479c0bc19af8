-- The versions of this program that loaded something.
select
    product_version as version,
    count(*) as loads,
from core.loads
group by all;
