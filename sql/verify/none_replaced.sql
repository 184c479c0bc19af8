-- temp.texts of a database that an older program made: it wrote down none.
create temp table texts (
    conversation_id varchar,
    account_id varchar,
    node_id varchar,
    characters integer,
)
