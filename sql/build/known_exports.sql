-- The digests of the exports that were loaded so far.
select distinct
    load_files.export_digest,
from core.load_files
where load_files.export_digest is not null
