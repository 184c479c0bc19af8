"""Errors a user can mend. Each message says what happened and what to do next.

EtlError
├── ExportError        what was given to load is not an export we can read
├── DatabaseError      the database file is missing, locked, foreign or newer than this program
├── SettingError       an option or a stored setting has a value nothing can be done with
└── QueryError         a report or a query of the user's cannot be answered

Everything else is a bug of ours and keeps its traceback. No message ever holds the text of a chat.
"""

from collections.abc import Iterable


class EtlError(Exception):
    """The root: printed as one line on stderr, exit status 1."""


class ExportError(EtlError):
    """What was given to load is not an export we can read."""


class DatabaseError(EtlError):
    """The database file is missing, locked, foreign, or newer than this program."""


class SettingError(EtlError):
    """An option or a stored setting has a value nothing can be done with."""


class QueryError(EtlError):
    """A report or a query of the user's cannot be answered."""


def did_you_mean(name: str, known: Iterable[str], most: int = 3) -> str:
    """The question that mends a slip of the pen, as in "Did you mean 'overview'?"; nothing where nothing is like it."""
    from difflib import get_close_matches

    by_lower = {one.lower(): one for one in known}
    near = [f"'{by_lower[match]}'" for match in get_close_matches(name.lower(), by_lower, most)]
    return f"Did you mean {' or '.join(near)}?" if near else ""
