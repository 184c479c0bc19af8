-- Which words are most like one: letters changed, left out, put in or swapped; of equals the more frequent?
select word
from neighbours
where
    abs(length(word) - length($word)) <= $most
    and damerau_levenshtein(word, $word) <= $most
order by damerau_levenshtein(word, $word), chats desc, word
limit $limit
