-- The user's categories in their order, with their seed words, one a line; no rows while the built-in ones hold.
create table if not exists categories (
    name text primary key,
    position integer not null,
    words text not null
)
