-- What the user chose, and the zone their days were last cut in.
create table if not exists settings (
    name text primary key,
    value text not null
) without rowid
