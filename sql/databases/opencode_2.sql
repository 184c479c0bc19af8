-- The sessions of opencode's database (SQLite) since its version 2, a row each, as JSON: its messages hold their parts.
-- In braces opencode_session, a query of the sessions, and what their messages are ordered by.
select json_object(
    'info', {session},
    'rows', (
        select json_group_array(json(told.message))
        from (
            select json_object(
                'id', cast(m.id as text),
                'type', cast(m.type as text),
                'created', cast(m.time_created as text),
                'data', json(case when json_valid(cast(m.data as text)) then cast(m.data as text) else 'null' end)
            ) as message
            from session_message as m
            where m.session_id = s.id
            order by {order}
        ) as told
    )
) as told
from ({sessions}) as s
order by s.id
