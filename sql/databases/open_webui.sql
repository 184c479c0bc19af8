-- The chats of Open WebUI's database (SQLite), a row each, as JSON; in braces columns that not every version has.
select json_object(
    'id', id,
    'user_id', user_id,
    'title', title,
    'chat', cast(chat as text),
    'created_at', {created_at},
    'updated_at', {updated_at},
    'archived', json(case {archived} when 1 then 'true' else 'false' end),
    'pinned', json(case {pinned} when 1 then 'true' else 'false' end),
    'folder_id', {folder_id}
) as told
from chat
order by id
