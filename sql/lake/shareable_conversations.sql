-- Into core.conversations those of some $files, with what share.sql asks of them.
insert into core.conversations by name
select
    conversations.provider,
    conversations.account_id,
    conversations.conversation_id,
    conversations.revision,
    conversations.updated_at,
    conversations.export_format,
    conversations.parent_conversation_id,
from read_parquet($files) as conversations
