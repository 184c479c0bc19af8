"""etl statusline: one line for the status line of Claude Code."""

import sys
from pathlib import Path

import click

from etl.commands.options import database_option


@click.command("statusline")
@database_option
def command(database: Path) -> None:
    """Print one line about the session whose hook's JSON stands on stdin: session, today, window, budgets, context.

    \b
    In Claude Code's settings.json, with the full path of your database:
    "statusLine": {"type": "command", "command": "etl statusline --db /home/me/chats.duckdb"}

    It never fails: whatever is wrong is said in the line itself.
    """
    click.echo(_line(database))


def _line(database: Path) -> str:
    from etl.errors import EtlError
    from etl.reporting.controls import on_one_line
    from etl.reporting.statusline.line import line

    try:
        told = "" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.buffer.read().decode("utf-8", "replace")
        return on_one_line(line(database, told))
    except EtlError as error:
        return on_one_line(f"etl: {error}")
    except Exception as error:
        # A prompt must not break because of a number; the next step is the one that tells more.
        return f"etl: the status line failed ({type(error).__name__}); ask: etl doctor --db {database.name}"
