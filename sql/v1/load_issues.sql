-- Every odd thing met in a load.
create or replace view v1.load_issues as
select
    load_id::integer as load_id,
    provider::varchar as provider,
    account_id::varchar as account_id,
    severity::varchar as severity,
    reason::varchar as reason,
    member::varchar as member,
    byte_offset::bigint as byte_offset,
    conversation_id::varchar as conversation_id,
    node_id::varchar as node_id,
    detail::varchar as detail,
from core.load_issues;

comment on view v1.load_issues is 'One row per odd thing met in a load, without any text of a chat.';
comment on column v1.load_issues.severity is 'warning = something may be missing or wrong, note = worth knowing.';
comment on column v1.load_issues.reason is 'What was odd, in a few words, the same for each of its kind.';
comment on column v1.load_issues.member is 'The member of the export; NULL where it concerns none.';
comment on column v1.load_issues.byte_offset is 'Where in the member, in bytes from 0; NULL where unknown.';
comment on column v1.load_issues.conversation_id is 'The conversation; NULL where it concerns none.';
comment on column v1.load_issues.node_id is 'The node; NULL where it concerns none.';
comment on column v1.load_issues.detail is 'What exactly, without text of a chat; NULL where the reason says all.';
-- columns as in v1.load_files
