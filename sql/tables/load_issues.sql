create table core.load_issues (
    load_id integer,
    provider varchar,
    account_id varchar,
    severity varchar,
    reason varchar,
    member varchar,
    byte_offset bigint,
    conversation_id varchar,
    node_id varchar,
    detail varchar,
);

comment on table core.load_issues is 'One row per odd thing met in a load, without any text of a chat.';
comment on column core.load_issues.load_id is 'The load that brought the row; see loads.';
comment on column core.load_issues.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.load_issues.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.load_issues.severity is 'warning = something may be missing or wrong, note = worth knowing.';
comment on column core.load_issues.reason is 'What was odd, in a few words, the same for each of its kind.';
comment on column core.load_issues.member is 'The member of the export; NULL where it concerns none.';
comment on column core.load_issues.byte_offset is 'Where in the member, in bytes from 0; NULL where unknown.';
comment on column core.load_issues.conversation_id is 'The conversation; NULL where it concerns none.';
comment on column core.load_issues.node_id is 'The node; NULL where it concerns none.';
comment on column core.load_issues.detail is 'What exactly, without text of a chat; NULL where the reason says all.';
