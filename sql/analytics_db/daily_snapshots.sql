-- SQLite, in the database of a VS Code extension, as that makes it: one row per day.
create table if not exists daily_snapshots (
    date text primary key,
    cost real default 0,
    messages integer default 0,
    tokens integer default 0,
    sessions integer default 0,
    created_at text default (datetime('now'))
);
