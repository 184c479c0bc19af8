"""The command etl: the group of commands, and the one place where our errors become the user's."""

import os
import sys
from importlib import import_module
from typing import Any

import click

from etl import __version__
from etl.commands import terminal
from etl.commands.options import BEFORE, DATABASE, LAKE, which
from etl.errors import DatabaseError, EtlError, did_you_mean
from etl.reporting.controls import on_one_line
from etl.warehouse.lake_file import CURRENT

SECTIONS = {
    "Load": {
        "load": "Exports and logs into the database.",
        "lake": "What many people's loads made: views, a database, tidying.",
        "verify": "Compare exports with what the database has of them.",
        "backfill": "Days of a Claude export for an extension of VS Code.",
    },
    "Ask": {
        "report": "Answers as tables; without a name, their list.",
        "search": "Find chats by what is said in them.",
        "sql": "Ask in SQL: nothing is written, no other file is read.",
        "statusline": "A line for the prompt of Claude Code.",
    },
    "Look": {
        "web": "The app in the browser: read, search, organise, see.",
        "chart": "Pictures: calendar, models, costs, the year.",
        "notebook": "A notebook over the views.",
    },
    "Take out": {
        "export": "Chats as Markdown, JSONL or CSV; views as files.",
        "mcp": "A server for agents, over stdin and stdout.",
        "skill": "Instructions for agents that type commands.",
    },
    "Look after": {
        "categorize": "What chats are about: by words, by a model, by you.",
        "plan": "The subscriptions you paid.",
        "prices": "What models cost; prices and names of your own.",
        "budget": "What you mean to spend.",
        "timezone": "Cut days and hours in another zone.",
        "doctor": "Is the database well?",
        "manual": "All of this at length.",
    },
}
"""The commands in a user's words. Each is the ``command`` of the module of its name, imported when it is asked for."""

COMMANDS = tuple(sorted(name for section in SECTIONS.values() for name in section))

_WIDTH = max(map(len, COMMANDS))
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = did_you_mean(args[0], COMMANDS) or "'etl --help' lists them."
            ctx.fail(f"There is no command '{args[0]}'. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for section, commands in SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl([(f"{name:<{_WIDTH}}", told) for name, told in commands.items()])

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
            from etl.warehouse.access import damage

            if told := damage(database, error):
                raise DatabaseError(told) from error
            raise


def _stopped(ctx: click.Context) -> str:
    """What is so after Ctrl-C, which may come when the next database is already in its place."""
    database, (lake, generation) = ctx.meta.get(DATABASE), ctx.meta.get(LAKE, (None, None))
    if lake is not None and which(lake / CURRENT) != generation:
        return on_one_line(f"Stopped, when the next generation of {lake} was current already.")
    if lake is not None and ctx.invoked_subcommand == "load":
        return "Stopped; the lake is as it was, and the next load goes on from what was read."
    if database is None or which(database) == ctx.meta[BEFORE]:
        return "Stopped; the database is as it was."
    return on_one_line(f"Stopped, when the next {database.name} was in its place already.")


def _is_unicode(text: str) -> bool:
    """Could its bytes be decoded? What could not be, no database can store."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="chatlake")
def main() -> None:
    """Your ChatGPT, Claude and coding-agent history as one file, on your machine.

    \b
    etl load export.zip     flatten an export into chats.duckdb
    etl report              what you can ask of it
    """
