"""etl statusline: one line for the status line of Claude Code."""

import json
import os
import sys
from pathlib import Path
from threading import Thread

import click

from etl.commands.options import database_option

_PATIENCE = 0.5
"""Seconds for what the hook writes at once; the line waits no longer for more."""

_MOST = 1 << 20
"""Bytes that are read: a hook gives one or two thousand."""


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
        return on_one_line(line(database, _told()))
    except EtlError as error:
        return on_one_line(f"etl: {error}")
    except Exception as error:
        # A prompt must not break because of a number; the next step is the one that tells more.
        return f"etl: the status line failed ({type(error).__name__}); ask: etl doctor --db {database.name}"


def _told() -> str:
    """What the hook gives. A pipe that it never closes is read for a moment, and what is no hook's not to its end."""
    if sys.stdin is None or sys.stdin.isatty():
        return ""
    parts: list[bytes] = []
    # A thread, as not every system can ask a pipe whether there is more; it ends with the program.
    reader = Thread(target=_read, args=(sys.stdin.fileno(), parts), daemon=True)
    reader.start()
    reader.join(_PATIENCE)
    return b"".join(parts).decode("utf-8", "replace")


def _read(descriptor: int, parts: list[bytes]) -> None:
    size = 0
    while size < _MOST and not _is_whole(parts) and (part := os.read(descriptor, _MOST)):
        parts.append(part)
        size += len(part)


def _is_whole(parts: list[bytes]) -> bool:
    try:
        return bool(parts) and parts[-1].rstrip().endswith(b"}") and isinstance(json.loads(b"".join(parts)), dict)
    except (ValueError, RecursionError):
        return False
