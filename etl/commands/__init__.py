"""One file a command: parse, call one function, print. Heavy libraries are imported inside the commands."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from etl.errors import EtlError

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
    """Print an answer, as wide as the terminal, or 80 columns into a pipe. Raises EtlError if it cannot be written."""
    from etl.formats import render

    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if is_terminal else 80
    try:
        for text in render(table, form, width):
            click.echo(text, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is still to be written would fail again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise EtlError(f"The answer cannot be written ({error.strerror}); choose another place for it.") from error
