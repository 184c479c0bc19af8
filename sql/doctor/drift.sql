-- How many messages of unknown roles and types of content carried text, without their names.
select
    provider,
    place,
    'with text' as standing,
    sum(with_text) as messages,
from core.load_fields
where with_text > 0
group by all;
