"""The days of an export as we count: real tokens, the prices of the day, local days, every message on its own day.

What is counted stays what the older tool meant to count: each text once, nothing sent again, and so no cache.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from etl import assets
from etl.errors import ExportError, SettingError
from etl.export.backfill.day import Day, Tally
from etl.pipeline.intake import Report
from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.state import assumptions
from etl.transform.providers import claude


@dataclass(frozen=True, slots=True)
class Exactly:
    """What our own numbers depend on: the zone of the days, and the model that answered where none is named."""

    zone: str | None = None
    model: str | None = None


def exact(paths: Sequence[Path], how: Exactly, report: Report) -> Tally:
    """Load an export into a database of its own, thrown away afterwards, and ask our views.

    Raises ExportError where no conversation of Claude can be read, SettingError where answers have no price because
    nobody says which model wrote them.
    """
    with TemporaryDirectory(prefix="etl-backfill-") as folder:
        database = Path(folder) / "chats.duckdb"
        if how.model:
            assumptions.assume_always(database, claude.NAME, how.model)
        loaded = load([path.expanduser() for path in paths], Options(database, zone=how.zone, keep_text=False), report)
        with closing(duckdb.connect(str(database), read_only=True)) as connection:
            tally = _asked(connection)
    tally.skipped.update(loaded.intake.issues)
    if not tally.days:
        names = ", ".join(str(path) for path in paths)
        raise ExportError(f"{names} holds no conversation of Claude; load others with: etl load")
    if tally.unpriced and how.model is None:
        raise SettingError(
            f"{tally.unpriced:,} answers name no model that has a price; say which it was: "
            "--assume-claude-model claude-sonnet-4-5"
        )
    return tally


def _asked(connection: duckdb.DuckDBPyConnection) -> Tally:
    figures = _rows(connection, "days")
    days = {str(row.pop("date")): Day(**row) for row in figures}
    for row in _rows(connection, "hours"):
        days[row["date"]].hours[row["hour"]] += row["messages"]
    for row in _rows(connection, "languages"):
        days[row["date"]].languages[row["language"]] += row["lines"]
    (rest,) = _rows(connection, "unpriced")
    skipped = Counter({"messages of unknown time": rest["undated"]} if rest["undated"] else {})
    return Tally(days, skipped, rest["unpriced"])


def _rows(connection: duckdb.DuckDBPyConnection, question: str) -> list[dict[str, Any]]:
    """The answer to a question of sql/backfill/ about this provider, a dictionary a row."""
    connection.execute(assets.sql("backfill")[question], {"provider": claude.NAME})
    names = [str(column[0]) for column in connection.description or ()]
    return [dict(zip(names, row, strict=True)) for row in connection.fetchall()]
