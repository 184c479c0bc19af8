"""One statement of SQL, asked by the one door for SQL of others."""

from etl.mcp.quoting import BODY, Answer, Settings, cut, fitting, shown
from etl.reporting.formats.serialize import csv_line
from etl.reporting.sql import runner

_SECONDS = 10.0
_CELL, _CELL_ALONE = 300, 6_000
"""Characters of a cell, and of one in an answer of a single row."""


def sql(settings: Settings, statement: str, limit: int) -> Answer:
    """The first rows of an answer as CSV.

    Raises QueryError where it is no question, or its answer takes too long; DatabaseError as runner.values().
    """
    found = runner.values(settings.database, statement, _SECONDS)
    longest = _CELL_ALONE if len(found["rows"]) == 1 else _CELL
    head, *lines = [
        csv_line([_cell(settings, value, longest) for value in row], raw=True).rstrip("\n")
        for row in (found["columns"], *found["rows"][:limit])
    ]
    head = cut(head, BODY // 2)
    # The cells of one row may together be too long for an answer.
    kept = fitting(lines, BODY - len(head) - 1) or [cut(line, BODY // 2 - 2) for line in lines[:1]]
    return Answer(_about(len(found["rows"]), len(kept), bool(found["is_cut"])), (head, *kept), _MORE)


_MORE = (
    "Long cells are cut with a …; a single row is told longer, and text[1:5000] is a piece of one. "
    "For other rows use order by, limit and offset."
)


def _cell(settings: Settings, value: object, longest: int) -> object:
    return shown(value, longest, settings.hide) if isinstance(value, str) else value


def _about(found: int, told: int, is_cut: bool) -> str:
    if told == found:
        return f"{found:,} rows. CSV."
    return f"The first {told:,} of {'more than ' * is_cut}{found:,} rows. CSV."
