create table core.copies (
    provider varchar,
    account_id varchar,
    conversation_id varchar,
    revision bigint,
    node_id varchar,
    tour_in integer,
);

comment on table core.copies is 'One row per message that another conversation has as well, which counts it: the history that a resumed, forked or copied session begins with.';
comment on column core.copies.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.copies.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.copies.conversation_id is 'The conversation that has the copy.';
comment on column core.copies.revision is 'The version of that conversation that the copy was read from.';
comment on column core.copies.node_id is 'The message that is a copy.';
comment on column core.copies.tour_in is 'Its place in the walk around the conversation''s tree: one integer instead of node_id.';
