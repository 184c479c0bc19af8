-- What a model has answered, by a hash of the model, the prompt, the categories and the text: nothing is asked twice.
create table if not exists answers (
    key text primary key,
    category text not null,
    model text not null,
    at text not null
) without rowid
