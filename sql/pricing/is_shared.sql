-- May any message be another's copy, or has any been? Else share.sql and printed.sql find nothing.
select
    exists (
        from core.messages
        where usage_id is not null or origin_key is not null or inherited_from is not null
    )
    or exists (from core.conversations where export_format = 'exec')
    or exists (from core.copies)
