create table core.files_read (
    load_id integer,
    provider varchar,
    account_id varchar,
    folder varchar,
    member varchar,
    bytes bigint,
    modified_ns bigint,
    mark blob,
    raw_hash blob,
);

comment on table core.files_read is 'One row per account and file that was read whole, on the disk or in a zip, so that the next load need not while it is the same.';
comment on column core.files_read.load_id is 'The load that read it last; see loads.';
comment on column core.files_read.provider is 'Always NULL: a file is remembered before anybody knows whose it is.';
comment on column core.files_read.account_id is 'The account it was loaded for.';
comment on column core.files_read.folder is 'A digest of the path of the folder that was given to load; of a zip its export_digest, as in load_files.';
comment on column core.files_read.member is 'Name of the file in that folder or zip.';
comment on column core.files_read.bytes is 'Its size in bytes.';
comment on column core.files_read.modified_ns is 'When it was written, in nanoseconds since 1970; 0 in a zip.';
comment on column core.files_read.mark is 'A digest of its number on the disk, the time of its last change of any kind, and both its ends; in a zip its CRC-32.';
comment on column core.files_read.raw_hash is 'BLAKE2b of the bytes of each conversation in it, 16 bytes each, as in conversations, one behind the other.';
