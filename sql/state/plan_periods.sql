-- A period in which the user paid for a plan; days are ISO texts, both inclusive, money is exact text.
create table if not exists plan_periods (
    period integer primary key,
    vendor text not null,
    plan text not null,
    billing text,
    from_date text not null,
    to_date text,
    seats integer not null,
    usd_month text
)
