-- temp.files: the reported tokens of the files above each run; more than any file has is no report to believe.
create or replace temp table files as
select
    runs.revision,
    runs.node_id,
    sum(messages.file_tokens_reported)::bigint as file_tokens,
from core.messages
inner join temp.due
    on messages.revision = due.version
inner join temp.runs
    on due.revision = runs.revision
    and messages.tour_in < runs.tour_in
    and messages.tour_out > runs.tour_in
where messages.file_tokens_reported between 1 and 100000000
group by all
