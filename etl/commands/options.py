"""Options that several commands have."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

DATABASE = "etl.database"
"""Under this name a command's context keeps which database it is about, for whoever tells what went wrong."""

BEFORE = "etl.before"
"""And under this one which file stood there when the command began, as ``which`` tells it."""


class _Day(click.ParamType):  # type: ignore[type-arg] # generic since click 8.4 only
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            return value if isinstance(value, datetime) else datetime.strptime(value, "%Y-%m-%d")
        except ValueError:
            return self.fail(f"'{value}' is not a day; a day is written as YYYY-MM-DD: 2025-01-31.", param, ctx)


DAY = _Day()
"""A local day, as an option."""

FORMATS = ("table", "csv", "json", "jsonl", "md")


def database_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--db, else the variable ETL_DB, else chats.duckdb here."""
    option = click.option(
        "--db",
        "database",
        type=click.Path(path_type=Path),
        envvar="ETL_DB",
        default="chats.duckdb",
        show_default=True,
        callback=_kept,
        help="The database file (or set ETL_DB).",
    )
    return option(function)


def _kept(context: click.Context, _: click.Parameter, database: Path) -> Path:
    context.meta[DATABASE], context.meta[BEFORE] = database, which(database)
    return database


def which(path: Path) -> tuple[int, int, int] | None:
    """What tells a file from another that takes its place; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def format_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--format of everything that prints rows."""
    option = click.option(
        "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print."
    )
    return option(function)


def every_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--every of what watches."""
    option = click.option(
        "--every",
        "seconds",
        type=click.FloatRange(0.1, 86_400),
        default=10,
        show_default=True,
        metavar="SECONDS",
        help="With --watch: at most one load in this time.",
    )
    return option(function)
