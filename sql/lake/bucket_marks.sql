-- By bucket, what changes with its copies and with what its runs of agents printed before.
with told as (
    select
        placed.bucket,
        hash(copies) as mark,
        true as is_copy,
    from core.copies
    inner join temp.placed
        on copies.revision = placed.revision

    union all

    select
        placed.bucket,
        hash(printed) as mark,
        false as is_copy,
    from temp.printed
    inner join temp.placed
        on printed.revision = placed.revision
)

select
    told.bucket,
    count(*) || ' ' || bit_xor(told.mark) as mark,
    bool_or(told.is_copy) as has_copies,
    bool_or(not told.is_copy) as has_printed,
from told
group by all
order by all
