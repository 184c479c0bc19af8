-- Whose exports this program reads, and who sells their models.
create or replace view v1.providers as
select
    provider::varchar as provider,
    vendor::varchar as vendor,
from core.providers;

comment on view v1.providers is 'One row per provider this program reads.';
comment on column v1.providers.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.providers.vendor is 'Who sells its models on an API: openai, anthropic.';
