-- What the export's list of files says of an attachment that does not say it itself.
with listed as (
    select
        files.provider,
        files.account_id,
        files.file_id,
        max(files.file_name) as file_name,
        max(files.mime_type) as mime_type,
        max(files.bytes) as bytes,
    from core.files
    group by all
)

update core.attachments
set
    file_name = coalesce(attachments.file_name, listed.file_name),
    mime_type = coalesce(attachments.mime_type, listed.mime_type),
    bytes = coalesce(attachments.bytes, listed.bytes),
from listed
where attachments.file_id = listed.file_id
    and attachments.provider = listed.provider
    and attachments.account_id is not distinct from listed.account_id
    and (
        (attachments.file_name is null and listed.file_name is not null)
        or (attachments.mime_type is null and listed.mime_type is not null)
        or (attachments.bytes is null and listed.bytes is not null)
    )
