"""The successor of backfill_claude_export.py: an export of Claude -> days, a JSON summary, and an analytics.db.

``estimate`` counts as that tool did, ``exact`` as we do; both give a Tally of days, which ``summarise`` turns into
the JSON that the older tool wrote, and ``keep`` into rows of the database of a VS Code extension.
"""

from etl.backfill.analytics_db import Kept, demand, keep
from etl.backfill.day import Day, Tally
from etl.backfill.estimate import estimate
from etl.backfill.exact import Exactly, exact
from etl.backfill.summary import Json, output_path, summarise, write

__all__ = [
    "Day",
    "Exactly",
    "Json",
    "Kept",
    "Tally",
    "demand",
    "estimate",
    "exact",
    "keep",
    "output_path",
    "summarise",
    "write",
]
