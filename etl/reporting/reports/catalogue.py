"""The reports there are: one file of queries/ each.

A file begins with the question it answers; its first statement makes the table, and the others may read it as
``answer``. Below a line ``-- in all:`` stands a statement of one row, the total of the columns of the same names;
below ``-- beside it:`` one whose rows of one text are the notes that must stand beside the table. ``-- beside it: as
in costs`` borrows that of another report, and ``-- as in costs`` all of it. A line ``-- for programs: a, b`` names
columns that csv, json and jsonl have and a table does not show. A file costs_by_model.sql is a variant of the report
costs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from etl import assets
from etl.errors import QueryError, did_you_mean
from etl.reporting.reports.table import Table

GIVEN = ("now", "today")
"""Parameters that nobody chooses: when it is asked, in UTC, and the day that it then is in the database's zone."""

_PARAMETER = re.compile(r"\$(\w+)")
_SAME = re.compile(r"^-- as in (\w+)$", re.MULTILINE)
_SECTION = re.compile(r"^-- (beside it|in all):(?: as in (\w+))?$", re.MULTILINE)
_PARTS = {"in all": "total", "beside it": "notes"}
_PROGRAMS = re.compile(r"^-- for programs: (.+)$", re.MULTILINE)
_BY = "_by_"


@dataclass(frozen=True, slots=True)
class Question:
    """The SQL of a report: its table and, where there are any, its total and its notes."""

    table: str
    total: str | None = None
    notes: str | None = None

    @property
    def unseen(self) -> tuple[str, ...]:
        """The columns that are for programs only."""
        return tuple(name for names in _PROGRAMS.findall(self.table) for name in names.split(", "))

    @property
    def filters(self) -> tuple[str, ...]:
        """The parameters that the user may choose, in the order in which the SQL names them."""
        return tuple(
            name for name in parameters(f"{self.table}{self.total or ''}{self.notes or ''}") if name not in GIVEN
        )


def names() -> dict[str, str]:
    """Every report as one types it, variants as ``costs --by model``, with the question it answers."""
    files = assets.queries()
    return {
        name.replace(_BY, " --by "): files[name].splitlines()[0].removeprefix("--").strip()
        for name in sorted(files, key=lambda name: name.split(_BY))
    }


def catalogue() -> Table:
    """The list of reports, as a table."""
    return Table("reports", ("report", "question"), ("VARCHAR", "VARCHAR"), list(names().items()))


def filters(name: str, by: str | None = None) -> tuple[str, ...]:
    """The filters that a report knows, of since, until, provider, model, account and hidden_prompt_tokens."""
    return question(name, by).filters


def question(name: str, by: str | None = None) -> Question:
    """The SQL of a report, or of its variant ``by``. Raises QueryError if there is none, with those that there are."""
    files = assets.queries()
    if name not in files or _BY in name:
        reports = [file for file in files if _BY not in file]
        hint = did_you_mean(name, reports) or f"There are: {', '.join(reports)}."
        raise QueryError(f"There is no report '{name}'. {hint}")
    if by is not None and f"{name}{_BY}{by}" not in files:
        raise QueryError(_no_variant(name, by, files))
    asked = files[name if by is None else f"{name}{_BY}{by}"]
    if same := _SAME.search(asked):
        return question(same[1])
    table, *rest = _SECTION.split(asked)
    sections = {}
    for kind, lender, sql in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        part = _PARTS[kind]
        sections[part] = getattr(question(lender), part) if lender else sql
    return Question(table, **sections)


def parameters(sql: str) -> tuple[str, ...]:
    """The names after a $ in a statement."""
    return tuple(dict.fromkeys(_PARAMETER.findall(sql)))


def _no_variant(name: str, by: str, files: Mapping[str, str]) -> str:
    known = [file.removeprefix(f"{name}{_BY}") for file in files if file.startswith(f"{name}{_BY}")]
    if not known:
        return f"The report {name} has no variants; leave out --by."
    return f"There is no report '{name} --by {by}'. There are: --by {', '.join(known)}."
