-- Every member of every export, and what was done with it.
create or replace view v1.load_files as
select
    load_id::integer as load_id,
    provider::varchar as provider,
    account_id::varchar as account_id,
    export::varchar as export,
    member::varchar as member,
    bytes::bigint as bytes,
    treatment::varchar as treatment,
from core.load_files;

comment on view v1.load_files is 'One row per load and member of an export.';
comment on column v1.load_files.load_id is 'The load that brought the row; see loads.';
comment on column v1.load_files.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column v1.load_files.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.load_files.export is 'Name of the export''s file or folder, without its path.';
comment on column v1.load_files.member is 'Name of the member inside the export.';
comment on column v1.load_files.bytes is 'Size in bytes, unpacked; NULL where unknown.';
comment on column v1.load_files.treatment is 'conversations = read as conversations, loaded = read into another table, listed = not read.';
