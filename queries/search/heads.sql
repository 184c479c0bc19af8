-- What is shown of some chats beside what is said in them? As v1.conversations has it, which adds up every message of the
-- database for that; tests/search/test_heads.py holds them equal.
with wanted as (
    select
        unnest($places::integer[]) as place,
        unnest($revisions::bigint[]) as revision,
)

select
    wanted.place,
    conversations.title,
    case conversations.provider
        when 'chatgpt' then 'https://chatgpt.com/c/'
        when 'claude' then case when conversations.origin = 'design' then null else 'https://claude.ai/chat/' end
        when 'deepseek' then 'https://chat.deepseek.com/a/chat/s/'
    end
    || conversations.conversation_id as url,
    conversations.created_at,
    conversations.default_model_slug as model,
from wanted
inner join core.conversations
    on wanted.revision = conversations.revision
order by wanted.place
