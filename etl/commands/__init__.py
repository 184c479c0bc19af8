"""One file a command: parse, call one function, print. Heavy libraries are imported inside the commands."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from etl.reports import Table

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
        help="The database file (or set ETL_DB).",
    )
    return option(function)


def format_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--format of everything that prints rows."""
    option = click.option(
        "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print."
    )
    return option(function)


def show(table: Table, form: str) -> None:
    """Print an answer, as wide as the terminal, or 80 columns into a pipe."""
    from etl.formats import render

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 80
    for text in render(table, form, width):
        click.echo(text, nl=False)
