"""Options that several commands have."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from etl.warehouse.lake_file import CURRENT

DATABASE = "etl.database"
"""Under this name a command's context keeps which database it is about, for whoever tells what went wrong."""

BEFORE = "etl.before"
"""And under this one which file stood there when the command began, as ``which`` tells it."""

LAKE = "etl.lake"
"""And under this one the lake it is about, if it is, with which generation of it was current then."""


class _Day(click.ParamType):  # type: ignore[type-arg] # generic since click 8.4 only
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            return value if isinstance(value, datetime) else datetime.strptime(value, "%Y-%m-%d")
        except ValueError:
            return self.fail(f"'{value}' is not a day; a day is written as YYYY-MM-DD: 2025-01-31.", param, ctx)


DAY = _Day()
"""A local day, as an option."""

AGENTS = {
    "--claude-code": "Claude Code's logs, from where it keeps them.",
    "--codex": "Codex's logs, from where it keeps them.",
    "--gemini-cli": "Gemini CLI's sessions, in the same way.",
    "--qwen-code": "Qwen Code's logs.",
    "--iflow": "iFlow's logs.",
    "--qoder": "Qoder's logs.",
    "--opencode": "opencode's sessions.",
    "--copilot-cli": "Copilot CLI's sessions.",
    "--vscode-chat": "The chats of VS Code.",
    "--cline": "The tasks of Cline, Roo Code and Kilo Code in VS Code.",
    "--goose": "Goose's sessions.",
    "--agents": "The logs of every one of these agents that has some here.",
}
"""The options that name agents, which are found by themselves."""

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
        callback=kept,
        help="The database file (or set ETL_DB).",
    )
    return option(function)


def kept(context: click.Context, _: click.Parameter, database: Path) -> Path:
    """The callback of an option that names a database, so that whoever tells what went wrong knows of which."""
    context.meta[DATABASE], context.meta[BEFORE] = database, which(database)
    return database


def of_lake(context: click.Context, _: click.Parameter, lake: Path | None) -> Path | None:
    """The callback of an option or argument that names a lake, so that Ctrl-C is told of that."""
    if lake is not None:
        context.meta[LAKE] = lake, which(lake / CURRENT)
    return lake


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


def agent_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each agent whose logs are found by themselves, and one for all of them."""
    for name, words in reversed(AGENTS.items()):
        function = click.option(name, is_flag=True, help=words)(function)
    return function
