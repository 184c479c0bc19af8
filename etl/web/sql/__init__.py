"""SQL of the user, in a process that may be killed.

In: one statement as text. Out: columns, types and at most 1,000 rows, or the reason why not in a sentence. Read
runner.py first: it starts sandbox.py, which gives up all rights but to read the one database.
"""
