-- What this load brought learns when its export was made; temp.begun says from which revision on which date holds.
update core.conversations
set exported_at = begun.exported_at
from temp.begun
where conversations.load_id = $load_id
    and conversations.revision >= begun.first_revision
    and conversations.revision < begun.until_revision
