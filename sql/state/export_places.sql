-- Where exports with pictures in them lay when they were loaded last, so that the pictures can be shown from there.
create table if not exists export_places (
    export_digest text primary key,
    path text not null
) without rowid
