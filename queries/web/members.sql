-- members
-- Which members of which exports may be the files of some attachments? A name begins with the file's id.
with wanted as (
    select unnest($files::varchar[]) as file_id
),

listed as (
    select
        member,
        bytes,
        export_digest,
        load_id,
        regexp_replace(member, '^.*/', '') as name,
    from core.load_files
    where treatment = 'listed' and export_digest is not null
)

select
    wanted.file_id,
    listed.member,
    listed.bytes,
    listed.export_digest,
    (
        select any_value(files.sha256)
        from core.files
        where files.file_id = wanted.file_id and files.bytes is not distinct from listed.bytes
    ) as sha256,
from listed
inner join wanted
    on starts_with(listed.name, wanted.file_id)
    and not regexp_matches(listed.name[len(wanted.file_id) + 1:][1:1], '[A-Za-z0-9]')
order by listed.load_id desc
