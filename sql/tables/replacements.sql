create table core.replacements (
    provider varchar,
    account_id varchar,
    load_id integer,
    conversation_id varchar,
    revision bigint,
    node_id varchar,
    what varchar,
    characters integer,
    is_stored boolean,
);

comment on table core.replacements is 'One row per thing of a conversation that two exports tell otherwise, of which the newer holds.';
comment on column core.replacements.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.replacements.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.replacements.load_id is 'The load that brought the second of the two; see loads.';
comment on column core.replacements.conversation_id is 'The conversation, unique within provider and account.';
comment on column core.replacements.revision is 'The version of the conversation that does not hold.';
comment on column core.replacements.node_id is 'The node whose message has another text now; NULL where it concerns the conversation.';
comment on column core.replacements.what is 'What it is: title, project, archived, starred, shown branch, text.';
comment on column core.replacements.characters is 'Characters of the text that does not hold; NULL where it is no text.';
comment on column core.replacements.is_stored is 'Whether it was in the database until this load; false where the load brought an older export.';
