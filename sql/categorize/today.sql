-- What a model costs on a day, in US dollars per million tokens; the user's own price first, then the dearest.
select
    input,
    output,
from v1.pricing
where
    api_model = $model
    and (valid_from <= $day or is_first)
    and (valid_to is null or valid_to > $day)
order by
    is_own desc,
    input + output desc
limit 1;
