-- Of each file the row of the load that read it last.
delete from core.files_read
where files_read.rowid in (
    select files_read.rowid
    from core.files_read
    qualify row_number() over (
        partition by files_read.account_id, files_read.folder, files_read.member
        order by files_read.load_id desc, files_read.rowid desc
    ) > 1
)
