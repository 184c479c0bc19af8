-- They are listed anew.
delete from core.older_versions
where older_versions.revision in (select ranked.revision from temp.ranked)
