-- Every conversation made public by a link.
create or replace view v1.shared_links as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    share_id::varchar as share_id,
    conversation_id::varchar as conversation_id,
    title::varchar as title,
    is_anonymous::boolean as is_anonymous,
from core.shared_links;

comment on view v1.shared_links is 'One row per conversation made public by a link.';
comment on column v1.shared_links.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column v1.shared_links.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.shared_links.share_id is 'The link''s id.';
comment on column v1.shared_links.conversation_id is 'The conversation; NULL where the export does not say.';
comment on column v1.shared_links.title is 'Title of what is shared; NULL where it has none.';
comment on column v1.shared_links.is_anonymous is 'Whether the link hides the user''s name; NULL where the export does not say.';
