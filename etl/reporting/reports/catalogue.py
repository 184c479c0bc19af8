"""The reports there are: one file of queries/ each.

A file begins with the question it answers. Below a line ``-- beside it:`` stands a second statement, whose rows of
one text are the notes that must stand beside the table; ``-- beside it: as in costs`` borrows that of another report.
A line ``-- for programs: a, b`` names columns that csv, json and jsonl have and a table does not show.
A file costs_by_model.sql is a variant of the report costs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from etl import assets
from etl.errors import QueryError
from etl.reporting.reports.table import Table

_PARAMETER = re.compile(r"\$(\w+)")
_BESIDE = re.compile(r"^-- beside it:(?: as in (\w+))?$", re.MULTILINE)
_PROGRAMS = re.compile(r"^-- for programs: (.+)$", re.MULTILINE)
_BY = "_by_"


@dataclass(frozen=True, slots=True)
class Question:
    """The SQL of a report: its table and, where there are any, its notes."""

    table: str
    notes: str | None

    @property
    def unseen(self) -> tuple[str, ...]:
        """The columns that are for programs only."""
        return tuple(name for names in _PROGRAMS.findall(self.table) for name in names.split(", "))

    @property
    def filters(self) -> tuple[str, ...]:
        """The parameters that the SQL takes, in the order in which it names them."""
        return parameters(f"{self.table}{self.notes or ''}")


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
        reports = ", ".join(file for file in files if _BY not in file)
        raise QueryError(f"There is no report '{name}'. There are: {reports}.")
    if by is not None and f"{name}{_BY}{by}" not in files:
        raise QueryError(_no_variant(name, by, files))
    table, *beside = _BESIDE.split(files[name if by is None else f"{name}{_BY}{by}"])
    if not beside:
        return Question(table, None)
    lender, notes = beside
    return Question(table, question(lender).notes if lender else notes)


def parameters(sql: str) -> tuple[str, ...]:
    """The names after a $ in a statement."""
    return tuple(dict.fromkeys(_PARAMETER.findall(sql)))


def _no_variant(name: str, by: str, files: Mapping[str, str]) -> str:
    known = [file.removeprefix(f"{name}{_BY}") for file in files if file.startswith(f"{name}{_BY}")]
    if not known:
        return f"The report {name} has no variants; leave out --by."
    return f"There is no report '{name} --by {by}'. There are: --by {', '.join(known)}."
