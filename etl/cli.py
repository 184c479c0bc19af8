"""The command etl: the group of commands, and the one place where our errors become the user's."""

import os
import sys
from typing import Any

import click

from etl import __version__
from etl.commands import doctor, load, report, sql, timezone, verify
from etl.errors import EtlError


class _Group(click.Group):
    """Turns an EtlError into a line on stderr and exit status 1; anything else is a bug and keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EtlError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            # The reader of a pipe has gone (`etl report daily | head`): what is left has nowhere to go.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="chatlake")
def main() -> None:
    """Your ChatGPT and Claude history as one DuckDB file, on your own machine.

    \b
    etl load export.zip     flatten an export into chats.duckdb
    etl report              what you can ask of it
    """


for _module in (load, report, sql, verify, doctor, timezone):
    main.add_command(_module.command)
