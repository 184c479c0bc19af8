-- temp.shipped: our rows and the user's, which win where both have a key.
create or replace temp table shipped as
with both_sides as (
    select *, false as is_own from temp.shipped
    union all by name
    select *, true as is_own from temp.owned
)

select * from both_sides
qualify row_number() over (partition by {keys} order by is_own desc) = 1
