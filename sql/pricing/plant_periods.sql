-- Figures that hold from a day on, each until the next of the same thing.
insert into core.{table} by name
select
    *,
    lead(valid_from::date) over (partition by {keys} order by valid_from::date) as valid_to,
from temp.shipped
order by all
