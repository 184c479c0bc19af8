-- SQLite, in the database of a VS Code extension, as that makes it: one row per day and model.
create table if not exists model_usage (
    date text not null,
    model text not null,
    input_tokens integer default 0,
    output_tokens integer default 0,
    cache_read_tokens integer default 0,
    cache_write_tokens integer default 0,
    primary key (date, model)
);
