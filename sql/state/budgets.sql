-- What the user means to spend at most a day, week or month, in all or on one project; all is an empty text.
create table if not exists budgets (
    per text not null check (per in ('day', 'week', 'month')),
    project text not null,
    usd text not null,
    primary key (per, project)
) without rowid
