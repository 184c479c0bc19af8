-- What was found, by the words that were asked for: room for it.
create temp table search_hits (
    question varchar,
    rank bigint,
    provider varchar,
    account_id varchar,
    conversation_id varchar,
    node_id varchar,
    title varchar,
    created_at timestamp,
    role varchar,
    snippet varchar,
    matches bigint,
    score double,
)
