"""The successor of backfill_claude_export.py: an export of Claude -> days, a JSON summary, and an analytics.db.

``estimate`` counts as that tool did, ``exact`` as we do; both give a Tally of days, which ``summarise`` turns into
the JSON that the older tool wrote, and ``keep`` into rows of the database of a VS Code extension. Read day.py first.
"""
