-- What opencode's database tells of a session s, whatever the version, as JSON: a part of opencode and opencode_2.
json_object(
    'id', cast(s.id as text),
    'parentID', cast(s.parent_id as text),
    'directory', cast(s.directory as text),
    'title', cast(s.title as text),
    'version', cast(s.version as text),
    'time', json_object('created', cast(s.created as text), 'updated', cast(s.updated as text)),
    'revert', case when json_valid(cast(s.revert as text)) then json(cast(s.revert as text)) end
)
