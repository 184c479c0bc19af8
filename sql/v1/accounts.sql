-- What exports tell of the accounts they are of, without names or addresses.
create or replace view v1.accounts as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    is_paying::boolean as is_paying,
from core.accounts;

comment on view v1.accounts is 'One row per account that an export describes.';
comment on column v1.accounts.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.accounts.account_id is 'The account.';
comment on column v1.accounts.is_paying is 'Whether it had a paid plan on the day of its newest export; NULL where that does not say.';
