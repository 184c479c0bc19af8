-- The category of a conversation, and who says so: user, ai or offline; no account is an empty text.
create table if not exists labels (
    provider text not null,
    account_id text not null,
    conversation_id text not null,
    category text not null,
    basis text not null check (basis in ('user', 'ai', 'offline')),
    reason text,
    labelled_at text not null,
    primary key (provider, account_id, conversation_id)
) without rowid
