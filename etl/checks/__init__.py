"""Is everything as it should be? doctor.py looks at the database itself, verify.py at an export against it.

In: a database, and for verify the export it was loaded from. Out: what was found, with what to do about it, and what is
missing; nothing is changed. verify reads an export by plain_reader.py, and compare.py holds each conversation of it
against the one that is stored.
"""
