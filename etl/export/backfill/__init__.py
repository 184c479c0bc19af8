"""The successor of backfill_claude_export.py: an export of Claude -> days, a JSON summary, and an analytics.db.

In: an export. Out: figures by day, of which ``summarise`` (summary.py) makes the JSON that the older tool wrote, and
``keep`` (analytics_db.py) rows in the database of a VS Code extension. Read day.py first: a day's figures. estimate.py
counts them as that tool did, exact.py as we do.
"""
