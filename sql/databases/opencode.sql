-- The sessions of opencode's database (SQLite) before its version 2, a row each, as JSON; in braces
-- opencode_session, and a query of the sessions.
select json_object(
    'info', {session},
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
