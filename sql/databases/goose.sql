-- The sessions of Goose's database (SQLite), a row each, as JSON, with their messages and what was billed; in braces
-- queries of each, as versions differ in their columns.
select json_object(
    'id', s.id,
    'name', s.name,
    'description', s.description,
    'working_dir', s.working_dir,
    'session_type', s.session_type,
    'parent_session_id', s.parent_session_id,
    'model_config', json(case when json_valid(s.model_config_json) then s.model_config_json else 'null' end),
    'created_at', s.created_at,
    'updated_at', s.updated_at,
    'accumulated_input_tokens', s.accumulated_input_tokens,
    'messages', (
        select json_group_array(json(told.message))
        from (
            select json_object(
                'id', m.name,
                'role', m.role,
                'created', m.created_timestamp,
                'content', json(case when json_valid(m.content_json) then m.content_json else 'null' end),
                'metadata', json(case when json_valid(m.metadata_json) then m.metadata_json else 'null' end)
            ) as message
            from ({messages}) as m
            where m.session_id = s.id
            order by m.id
        ) as told
    ),
    'ledger', (
        select json_group_array(json(told.request))
        from (
            select json_object(
                'id', l.id,
                'created', l.created_timestamp,
                'model', l.model,
                'input_tokens', l.input_tokens,
                'output_tokens', l.output_tokens,
                'cache_read_tokens', l.cache_read_tokens,
                'cache_write_tokens', l.cache_write_tokens,
                'cost', l.cost,
                'cost_source', l.cost_source,
                'is_compaction', l.is_compaction
            ) as request
            from ({ledger}) as l
            where l.session_id = s.id
            order by l.id
        ) as told
    )
) as told
from ({sessions}) as s
order by s.id
