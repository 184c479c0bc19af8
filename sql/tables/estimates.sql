create table core.estimates (
    name varchar,
    amount decimal(12, 3),
    unit varchar,
    confidence varchar,
    source varchar,
);

comment on table core.estimates is 'One row per figure that no export tells and that only the high bounds use.';
comment on column core.estimates.name is 'Name of the figure.';
comment on column core.estimates.amount is 'The figure.';
comment on column core.estimates.unit is 'Its unit.';
comment on column core.estimates.confidence is 'How sure the figure is: high, medium, low.';
comment on column core.estimates.source is 'Keys of the sources the row was read from, as in sources.';
