"""What the user owns: a small SQLite file beside the database. The database can be rebuilt, this cannot.

In: what commands and the app are told. Out: settings, and rows that a build copies into the database.

    file          the file itself, and the settings in it
    overrides     rows of reference tables: the user's, and ours which they mend or add to
    prices, rules, plans, assumptions    what may be stated, each checked before it is kept
    csv_import    many prices or rules at once
    dates         days as a user types them

Read file.py first, then overrides.py.
"""
