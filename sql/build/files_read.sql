-- The files that loads for some $accounts have read.
select
    files_read.account_id,
    files_read.folder,
    files_read.member,
    files_read.bytes,
    files_read.modified_ns,
    files_read.mark,
    files_read.raw_hash,
from core.files_read
where list_contains($accounts::varchar[], files_read.account_id)
