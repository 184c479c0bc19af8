-- The sessions of opencode's database (SQLite) since its version 2, a row each, as JSON: its messages hold their parts.
-- In braces a query of the sessions, and what their messages are ordered by.
select json_object(
    'info', json_object(
        'id', s.id,
        'parentID', s.parent_id,
        'directory', s.directory,
        'title', s.title,
        'version', s.version,
        'time', json_object('created', s.created, 'updated', s.updated),
        'revert', case when json_valid(s.revert) then json(s.revert) end
    ),
    'rows', (
        select json_group_array(json(told.message))
        from (
            select json_object(
                'id', m.id,
                'type', m.type,
                'created', m.time_created,
                'data', json(case when json_valid(m.data) then m.data else 'null' end)
            ) as message
            from session_message as m
            where m.session_id = s.id
            order by {order}
        ) as told
    )
) as told
from ({sessions}) as s
order by s.id
