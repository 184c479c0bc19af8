-- The sessions of opencode's database (SQLite) before its version 2, a row each, as JSON; in braces a query of them.
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
    'messages', (
        select json_group_array(json(told.message))
        from (
            select json_object(
                'info', json_patch(
                    case when json_valid(m.data) then m.data else '{{}}' end,
                    json_object('id', m.id, 'sessionID', s.id)
                ),
                'parts', (
                    select json_group_array(json(case when json_valid(p.data) then p.data else 'null' end))
                    from (select data from part where part.message_id = m.id order by part.id) as p
                )
            ) as message
            from message as m
            where m.session_id = s.id
            order by m.id
        ) as told
    )
) as told
from ({sessions}) as s
order by s.id
