-- The encodings that the tokens were counted with.
select
    coalesce(encoding, 'none') as encoding,
    count(*) as messages,
from v1.messages
group by all
order by messages desc, encoding;
