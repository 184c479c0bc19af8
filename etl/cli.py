"""The command etl: the group of commands, and the one place where our errors become the user's."""

import os
import sys
from importlib import import_module
from typing import Any

import click

from etl import __version__
from etl.commands import terminal
from etl.commands.options import BEFORE, DATABASE, which
from etl.errors import DatabaseError, EtlError
from etl.reporting.controls import on_one_line

COMMANDS = (
    "backfill",
    "budget",
    "categorize",
    "chart",
    "doctor",
    "export",
    "load",
    "manual",
    "mcp",
    "notebook",
    "plan",
    "prices",
    "report",
    "search",
    "skill",
    "sql",
    "statusline",
    "timezone",
    "verify",
    "web",
)
"""Each is the ``command`` of the module of its name, imported when it is asked for: no other is needed then."""

_INTERRUPTED = "Query interrupted"
"""What DuckDB makes of Ctrl-C while it is at work."""


class _Group(click.Group):
    """Turns an EtlError into a line on stderr and exit status 1; anything else is a bug and keeps its traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"etl.commands.{cmd_name}").command
        return command

    def main(self, *args: Any, **extra: Any) -> Any:
        terminal.guard()
        return super().main(*args, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        for argument in args:
            if not _is_unicode(argument):
                shown = argument.encode("utf-8", "replace").decode()
                raise click.UsageError(f"'{shown}' is not UTF-8; rename it, or set a UTF-8 locale.")
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return self._answered(ctx)
        except EtlError as error:
            raise click.ClickException(on_one_line(str(error))) from error
        except (KeyboardInterrupt, RuntimeError) as error:
            if isinstance(error, RuntimeError) and str(error) != _INTERRUPTED:
                raise
            click.echo(_stopped(ctx), err=True)
            sys.exit(130)
        except BrokenPipeError:
            # The reader of a pipe has gone (`etl report daily | head`): what is left has nowhere to go.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)

    def _answered(self, ctx: click.Context) -> Any:
        """Raises DatabaseError where memory runs out or the database is damaged, however deep that was found."""
        try:
            return super().invoke(ctx)
        except DatabaseError:
            raise
        except Exception as error:
            from etl.warehouse.memory import is_out_of_memory, ran_out

            if is_out_of_memory(error):
                raise DatabaseError(ran_out()) from error
            database = ctx.meta.get(DATABASE)
            if database is None or "duckdb" not in sys.modules:
                raise
            from etl.warehouse.access import damaged, is_damage

            if is_damage(error):
                raise DatabaseError(damaged(database)) from error
            raise


def _stopped(ctx: click.Context) -> str:
    """What is so after Ctrl-C, which may come when the next database is already in its place."""
    database = ctx.meta.get(DATABASE)
    if database is None or which(database) == ctx.meta[BEFORE]:
        return "Stopped; the database is as it was."
    return on_one_line(f"Stopped, when the next {database.name} was in its place already.")


def _is_unicode(text: str) -> bool:
    """Could its bytes be decoded? What could not be, no database can store."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="chatlake")
def main() -> None:
    """Your ChatGPT and Claude history as one DuckDB file, on your own machine.

    \b
    etl load export.zip     flatten an export into chats.duckdb
    etl report              what you can ask of it
    """
