-- Every conversation learns when it was seen, and when the newest export of its account was made.
update core.conversations
set
    first_seen_at = sightings.first_seen_at,
    last_seen_at = sightings.last_seen_at,
from temp.sightings
where conversations.provider = sightings.provider
    and conversations.account_id is not distinct from sightings.account_id
    and conversations.conversation_id = sightings.conversation_id;

update core.conversations
set last_exported_at = newest.exported_at
from temp.newest
where conversations.provider = newest.provider
    and conversations.account_id is not distinct from newest.account_id
    and conversations.last_exported_at <> newest.exported_at;
