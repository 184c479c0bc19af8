"""etl mcp: the history for an agent, over the Model Context Protocol."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from etl.commands.options import database_option
from etl.errors import EtlError


@click.command("mcp")
@database_option
@click.option("--no-text", "is_mute", is_flag=True, help="Figures only: no titles, no texts, no SQL.")
@click.option("--redact", "redacts", is_flag=True, help="Hide mail addresses, numbers of phones and cards, keys.")
def command(database: Path, is_mute: bool, redacts: bool) -> None:
    """Let an agent ask your history: a server of the Model Context Protocol over stdin and stdout, that only reads.

    Agents start it themselves; 'etl manual agents' tells how. What it answers goes to the model that the agent uses.
    """
    if find_spec("mcp") is None or find_spec("mcp_types") is None:
        from etl.reporting import extras

        raise EtlError(f"The server for agents needs some packages more: {extras.command('mcp')}")
    from etl.mcp.quoting import Settings
    from etl.mcp.server import serve, without_keys
    from etl.reporting.redact import Redactor, unchanged

    without_keys(os.environ)
    if sys.stdin.isatty():
        click.echo("An agent is awaited on stdin; Ctrl-C ends.", err=True)
    serve(Settings(database, not is_mute, Redactor() if redacts else unchanged))
