-- Every conversation learns when it was seen.
update core.conversations
set
    first_seen_at = sightings.first_seen_at,
    last_seen_at = sightings.last_seen_at,
from temp.sightings
where conversations.provider = sightings.provider
    and conversations.account_id is not distinct from sightings.account_id
    and conversations.conversation_id = sightings.conversation_id
