"""Where programs keep their logs."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from etl.errors import ExportError


def places(exports: tuple[Path, ...], claude_code: bool, codex: bool) -> tuple[Path, ...]:
    """The exports given, and the folders of logs that were asked for.

    Raises ExportError for a folder that is not there, UsageError where nothing was given or asked for.
    """
    asked = [path for path, wanted in zip(_places(), (claude_code, codex), strict=True) if wanted]
    for path in asked:
        if not path.is_dir():
            raise ExportError(f"There is no {path}; give the folder of the logs instead: etl load FOLDER")
    if not exports and not asked:
        raise click.UsageError("Missing argument 'EXPORTS...'.")
    return (*exports, *asked)


def _places() -> Iterator[Path]:
    """Below a folder in the user's home, or the one that the programs' own variables name."""
    yield Path(os.environ.get("CLAUDE_CONFIG_DIR") or Path.home() / ".claude") / "projects"
    yield Path(os.environ.get("CODEX_HOME") or Path.home() / ".codex") / "sessions"
