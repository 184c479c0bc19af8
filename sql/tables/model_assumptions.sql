create table core.model_assumptions (
    period integer,
    provider varchar,
    slug varchar,
    from_date date,
    to_date date,
);

comment on table core.model_assumptions is 'One row per period in which the user says which model answered where the export names none.';
comment on column core.model_assumptions.period is 'Number of the period, to remove it by.';
comment on column core.model_assumptions.provider is 'The provider whose messages it is for.';
comment on column core.model_assumptions.slug is 'The model, as model_map knows it.';
comment on column core.model_assumptions.from_date is 'First day; NULL = from the beginning.';
comment on column core.model_assumptions.to_date is 'Last day; NULL = still.';
