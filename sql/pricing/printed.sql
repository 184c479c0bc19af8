-- A run that went on with a session prints the sum of all of it: what its earlier runs used is theirs.
update temp.runs
set
    input_reported = greatest(runs.input_reported - printed.input_before, 0),
    cached_reported = greatest(runs.cached_reported - coalesce(printed.cached_before, 0), 0),
    written_reported = greatest(runs.written_reported - coalesce(printed.written_before, 0), 0),
    output_visible = greatest(runs.output_visible - coalesce(printed.output_before, 0), 0),
    reasoning_reported = greatest(runs.reasoning_reported - coalesce(printed.reasoning_before, 0), 0),
from temp.printed
where
    runs.revision = printed.revision
    and runs.usage_id = printed.first_usage_id
    and printed.input_before is not null
