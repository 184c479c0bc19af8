"""What the user owns: a small SQLite file beside the database. The database can be rebuilt, this cannot.

In: what commands and the app are told. Out: rows that a build copies into the database. Read file.py first.
"""
