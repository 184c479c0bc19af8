-- temp.rivals: messages that two versions of a conversation have, the lesser beside the one that holds; is_other where
-- mere numbers say that their texts are not the same.
create or replace temp table rivals as
select
    ranked.number,
    ranked.revision,
    kept.revision as kept_revision,
    kept.node_id,
    ranked.load_id < $load_id as is_stored,
    other.characters,
    (other.characters, other.words, other.letters, other.capitals, other.content_type)
    is distinct from (holds.characters, holds.words, holds.letters, holds.capitals, holds.content_type) as is_other,
from temp.ranked
inner join core.messages as other
    on ranked.revision = other.revision
inner join temp.kept
    on ranked.number = kept.number
    and other.node_id = kept.node_id
    and other.revision <> kept.revision
inner join core.messages as holds
    on kept.revision = holds.revision
    and kept.node_id = holds.node_id
where ranked.raw_hash is not null
