-- A period in which one model is taken to have answered where the export names none; days are both inclusive.
create table if not exists model_assumptions (
    period integer primary key,
    provider text not null,
    slug text not null,
    from_date text,
    to_date text
)
