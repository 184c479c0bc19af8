-- What search('words') stands for in a statement.
create temp macro search(words) as table
select * exclude (question)
from temp.search_hits
where question = words
