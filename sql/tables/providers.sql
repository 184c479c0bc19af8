create table core.providers (
    provider varchar,
    vendor varchar,
);

comment on table core.providers is 'One row per provider this program reads.';
comment on column core.providers.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.providers.vendor is 'Who sells it: openai, anthropic.';
