"""The DuckDB file: what it holds, how its next version is made and priced, and how that takes its place.

In: record batches of a load, the user's rows of state, the reference data of sql/seeds. Out: one file, whose versioned
views everything else reads.

    build       the next version: begun, filled, merged, checked    next_database() in build/next_database.py
                and put in the place of the current one             publish() in build/publish.py
    pricing     messages -> what each request would cost            price() in pricing/requests.py
                its prices, those of its model and day, are chosen  sql/pricing/named.sql
    schema      tables of sql/tables, views of sql/v1               template.py: a new database, with these and seeds
    file        a database file: its format, how it is opened       access.py: who has it open
                                                                lake_file.py: the one that only shows a lake's files

Read build/next_database.py first.
"""
