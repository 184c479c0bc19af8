-- An account that an export only names is no row of its own where another export describes it.
delete from core.accounts
where accounts.exported_at is null
    and accounts.account_id in (
        select described.account_id
        from core.accounts as described
        where described.exported_at is not null
    )
