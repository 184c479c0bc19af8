-- Every fenced block of code.
create or replace view v1.code_blocks as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    conversation_id::varchar as conversation_id,
    node_id::varchar as node_id,
    ordinal::integer as ordinal,
    language::varchar as language,
    info::varchar as info,
    lines::integer as lines,
    characters::integer as characters,
    is_closed::boolean as is_closed,
from core.code_blocks
anti join core.copies
    on code_blocks.revision = copies.revision
    and code_blocks.node_id = copies.node_id;

comment on view v1.code_blocks is 'One row per fenced block of code in a message''s text.';
comment on column v1.code_blocks.ordinal is 'Number of the block within its message, from 0.';
comment on column v1.code_blocks.language is 'Language named at the fence, lower case; NULL where none is named.';
comment on column v1.code_blocks.info is 'All that stands behind the opening fence; NULL where nothing does or it was loaded with --no-text.';
comment on column v1.code_blocks.lines is 'Lines of code that are not blank.';
comment on column v1.code_blocks.characters is 'Characters between the fences.';
comment on column v1.code_blocks.is_closed is 'Whether the block has a closing fence.';
-- columns as in v1.messages
