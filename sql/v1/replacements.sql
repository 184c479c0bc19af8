-- What a newer export put in the place of what an older one tells.
create or replace view v1.replacements as
select
    load_id::integer as load_id,
    provider::varchar as provider,
    account_id::varchar as account_id,
    conversation_id::varchar as conversation_id,
    node_id::varchar as node_id,
    what::varchar as what,
    characters::integer as characters,
    is_stored::boolean as is_stored,
from core.replacements;

comment on view v1.replacements is 'One row per thing of a conversation that two exports tell otherwise, of which the newer holds.';
comment on column v1.replacements.load_id is 'The load that brought the second of the two; see loads.';
comment on column v1.replacements.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column v1.replacements.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.replacements.conversation_id is 'The conversation, unique within provider and account.';
comment on column v1.replacements.node_id is 'The node whose message has another text now; NULL where it concerns the conversation.';
comment on column v1.replacements.what is 'What it is: title, project, archived, starred, shown branch, text.';
comment on column v1.replacements.characters is 'Characters of the text that does not hold; NULL where it is no text.';
comment on column v1.replacements.is_stored is 'Whether it was in the database until this load; false where the load brought an older export.';
