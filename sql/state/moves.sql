-- What moving conversations has replaced, so that it can be undone a step at a time; no category is no label.
create table if not exists moves (
    step integer not null,
    provider text not null,
    account_id text not null,
    conversation_id text not null,
    category text,
    basis text,
    reason text,
    primary key (step, provider, account_id, conversation_id)
) without rowid
