-- The day and the hour of every message in another zone; temp.offsets holds the seconds east of UTC of each interval.
update core.messages
set
    local_date = cast(messages.created_at + to_seconds(offsets.seconds) as date),
    local_hour = cast(extract(hour from messages.created_at + to_seconds(offsets.seconds)) as tinyint),
from temp.offsets
where messages.created_at >= offsets.valid_from
    and messages.created_at < offsets.valid_until
