-- temp.texts: every text of a version that does not hold.
create temp view texts as
select
    replacements.conversation_id,
    replacements.account_id,
    replacements.node_id,
    replacements.characters,
from chats.core.replacements
where replacements.what = 'text'
