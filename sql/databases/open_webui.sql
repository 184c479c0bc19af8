-- The chats of Open WebUI's database (SQLite), a row each, as JSON; in braces columns that not every version has.
select json_object(
    'id', cast(id as text),
    'user_id', cast(user_id as text),
    'title', cast(title as text),
    'chat', cast(chat as text),
    'created_at', cast({created_at} as text),
    'updated_at', cast({updated_at} as text),
    'archived', json(case {archived} when 1 then 'true' else 'false' end),
    'pinned', json(case {pinned} when 1 then 'true' else 'false' end),
    'folder_id', cast({folder_id} as text),
    '_rows', {rows}
) as told
from chat
order by id
