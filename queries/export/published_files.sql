-- Which files make the versions that are shown of what was published from chats?
select
    provider,
    account_id,
    artifact_id,
    file_name,
    title,
    content,
from v1.artifact_files
where is_active
order by all
