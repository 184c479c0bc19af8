-- temp.due: one portion's versions of conversations; revision is that of the conversation's row.
create or replace temp table due as
select
    waiting.revision,
    waiting.revision as version,
from temp.waiting
where waiting.portion = $number

union all

select
    waiting.revision,
    older_versions.revision as version,
from core.older_versions
inner join temp.waiting
    on older_versions.provider = waiting.provider
    and older_versions.account_id is not distinct from waiting.account_id
    and older_versions.conversation_id = waiting.conversation_id
where waiting.portion = $number
