-- Which of so many parts of an account a conversation is in. By a hash that every version of DuckDB has: parts may be
-- settled years apart.
create or replace temp macro part_of(conversation, parts) as
    if(parts = 1, 0::ubigint, md5_number_lower(conversation) % parts)
