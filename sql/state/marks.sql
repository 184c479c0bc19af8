-- Conversations that the user is done with.
create table if not exists marks (
    provider text not null,
    account_id text not null,
    conversation_id text not null,
    done_at text not null,
    primary key (provider, account_id, conversation_id)
) without rowid
