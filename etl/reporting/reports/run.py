"""A report, and what the pictures above it are drawn from, answered from a database."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from etl import assets
from etl.errors import QueryError
from etl.reporting.reports.catalogue import parameters, question
from etl.reporting.reports.connection import execute, shape
from etl.reporting.reports.reading import Reading, Row, reading
from etl.reporting.reports.table import Table

_ABOUT = "select pricing_version, timezone from v1.about"
_MONEY = "usd"
_READS_ANSWER = re.compile(r"\b(from|join) answer\b")


def run(
    database: Path,
    name: str,
    chosen: Mapping[str, object] | None = None,
    by: str | None = None,
    now: datetime | None = None,
) -> Table:
    """Answer a report, or its variant ``by`` (model, month …), from a database file.

    ``chosen``: since and until (local days, inclusive), provider, model, account; None is no filter. The report costs
    also takes hidden_prompt_tokens: how many tokens a prompt that no export shows adds to each request's high bound.
    ``now``: when it is asked, naive UTC, for what depends on it; None is the machine's clock.
    What must stand beside the rows comes as notes; where there is money, the last tells which prices it was counted
    with. Raises QueryError for an unknown report or variant, or a filter it does not know; DatabaseError as connect().
    """
    with reading(database) as found:
        return answer(found, name, chosen, by, now)


def answer(
    found: Reading,
    name: str,
    chosen: Mapping[str, object] | None = None,
    by: str | None = None,
    now: datetime | None = None,
) -> Table:
    """The same as run(), from a database that is open for more than one question."""
    asked = question(name, by)
    wanted = _wanted(name, asked.filters, chosen or {})
    ((version, zone),) = found.once(_ABOUT, {})
    wanted |= _given(now, str(zone or "UTC"))
    execute(found.connection, f"create or replace temp table answer as {asked.table}", _of(wanted, asked.table))
    table = found.rows("from answer", {})
    columns, types = shape(found.connection)
    total = _total(found, asked.total, wanted, columns) if asked.total and table else None
    notes = [str(note) for (note,) in _notes(found, asked.notes, wanted)] if asked.notes else []
    if _MONEY in asked.table:
        notes.append(f"Prices of {version or 'no table'}, days in {zone or 'UTC'}.")
    about = {"pricing_version": version, "timezone": zone}
    told = name if by is None else f"{name}_by_{by}"
    return Table(told, columns, types, table, tuple(notes), about, asked.unseen, total)


def pictures(database: Path, chosen: Mapping[str, object]) -> dict[str, Table]:
    """The rows of every picture, by its name: ``days`` and ``models``.

    ``chosen`` as for run(); the pictures know since, until, provider and account. Raises DatabaseError as connect().
    """
    drawn = {}
    with reading(database) as found:
        for name, sql in assets.terminal_queries().items():
            rows = found.rows(sql, {key: chosen.get(key) for key in parameters(sql)})
            drawn[name] = Table(name, *shape(found.connection), rows)
    return drawn


def _wanted(name: str, known: tuple[str, ...], chosen: Mapping[str, object]) -> dict[str, object]:
    """The value of every parameter that the report takes; None where nothing was chosen."""
    wanted = {key: value for key, value in chosen.items() if value is not None}
    for key in wanted:
        if key not in known:
            listed = ", ".join(known).replace("_", "-") or "no filter"
            raise QueryError(f"The report {name} cannot be filtered by {key.replace('_', '-')}; it knows: {listed}.")
    return {key: wanted.get(key) for key in known}


def _total(found: Reading, sql: str, wanted: Mapping[str, object], columns: tuple[str, ...]) -> tuple[object, ...]:
    """The total under the table's columns; the first of them is what the rows are of, and says so."""
    (row,) = found.rows(sql, _of(wanted, sql))
    named = dict(zip(shape(found.connection)[0], row, strict=True))
    return tuple("in all" if place == 0 else named.get(column) for place, column in enumerate(columns))


def _notes(found: Reading, sql: str, wanted: Mapping[str, object]) -> list[Row]:
    """The notes; those of a report's variants are the same, unless they look at the answer."""
    ask = found.rows if _READS_ANSWER.search(sql) else found.once
    return ask(sql, _of(wanted, sql))


def _given(now: datetime | None, zone: str) -> dict[str, object]:
    """What a report may ask for beside the user's choice: see catalogue.GIVEN."""
    asked_at = datetime.now(UTC) if now is None else now.replace(tzinfo=UTC)
    return {"now": asked_at.replace(tzinfo=None), "today": asked_at.astimezone(ZoneInfo(zone)).date()}


def _of(wanted: Mapping[str, object], sql: str) -> dict[str, object]:
    return {key: wanted[key] for key in parameters(sql)}
