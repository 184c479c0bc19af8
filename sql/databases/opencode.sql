-- The sessions of opencode's database (SQLite) before its version 2, a row each, as JSON; in braces a query of them.
select json_object(
    'info', json_object(
        'id', cast(s.id as text),
        'parentID', cast(s.parent_id as text),
        'directory', cast(s.directory as text),
        'title', cast(s.title as text),
        'version', cast(s.version as text),
        'time', json_object('created', cast(s.created as text), 'updated', cast(s.updated as text)),
        'revert', case when json_valid(cast(s.revert as text)) then json(cast(s.revert as text)) end
    ),
    'messages', (
        select json_group_array(json(told.message))
        from (
            select json_object(
                'info', json_patch(
                    case when json_valid(cast(m.data as text)) then cast(m.data as text) else '{{}}' end,
                    json_object('id', cast(m.id as text), 'sessionID', cast(s.id as text))
                ),
                'parts', (
                    select json_group_array(json(case when json_valid(p.data) then p.data else 'null' end))
                    from (
                        select cast(part.data as text) as data from part where part.message_id = m.id order by part.id
                    ) as p
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
