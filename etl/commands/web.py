"""etl web: the local web app, for one person, on this machine."""

from __future__ import annotations

import ipaddress
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from etl.commands.load import asked, chosen_agents
from etl.commands.options import agent_options, database_option, every_option
from etl.errors import EtlError, ExportError

if TYPE_CHECKING:
    from etl.web.settings import Settings

_NEEDED = ("starlette", "uvicorn", "jinja2", "python_multipart", "cryptography", "nh3")


@click.command("web")
@click.argument("exports", nargs=-1, type=click.Path(path_type=Path))
@database_option
@click.option("--watch", "is_watching", is_flag=True, help="Load what is named, and again whenever it changes.")
@agent_options
@every_option
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port  [default: a free one].")
@click.option("--no-open", "is_quiet", is_flag=True, help="Do not open the browser.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address of this machine to listen at.")
@click.option("--i-understand", "is_understood", is_flag=True, help="Yes, others in the network shall reach it.")
def command(
    exports: tuple[Path, ...],
    database: Path,
    is_watching: bool,
    seconds: float,
    port: int,
    is_quiet: bool,
    host: str,
    is_understood: bool,
    **programs: bool,
) -> None:
    """Look at your chats, organise and search them, in the browser. Only who has the printed address gets in.

    With --watch and what to watch (folders of logs, or the agents by name), what changes there is loaded, and pages
    show it by themselves; without, nothing is loaded but what you drop.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        from etl.reporting import extras

        raise EtlError(f"The web app needs some packages more: {extras.command('web')}")
    _settle_host(host, is_understood)
    watched = _watched(exports, programs, is_watching)
    from etl.web.app import create_app
    from etl.web.server import listen, server
    from etl.web.settings import Settings

    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s", stream=sys.stderr)
    with listen(host, port) as listening:
        port = listening.getsockname()[1]
        settings = Settings(database, port, host, watched=watched, watch_seconds=seconds)
        running = server(create_app(settings))
        click.echo(settings.entrance)
        click.echo("Open this address; it is for you alone. Ctrl-C ends.", err=True)
        with _opened(settings, is_quiet), suppress(KeyboardInterrupt):
            running.run(sockets=[listening])
    click.echo("Stopped.", err=True)


def _watched(exports: tuple[Path, ...], programs: dict[str, bool], is_watching: bool) -> tuple[Path, ...]:
    """What is to be watched. Raises UsageError for something without --watch, and for --watch without anything."""
    names, is_any = chosen_agents(programs)
    is_named = bool(exports or names)
    if is_named and not is_watching:
        raise click.UsageError("What is named is loaded with --watch only; or load it once with: etl load")
    if not is_watching:
        return ()
    if not is_named:
        raise click.UsageError("--watch needs something to watch: a folder of logs, an agent's name, or --agents.")
    for path in exports:
        if not path.exists():
            raise ExportError(f"There is no {path}; name a folder of logs or an export.")
    return asked(exports, names, "etl web --watch FOLDER", is_any=is_any)


def _settle_host(host: str, is_understood: bool) -> None:
    """Raises UsageError for what is no address, or one that others reach, without a word that this is meant."""
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        raise click.UsageError("--host is an address of this machine, like 127.0.0.1.") from None
    if address.is_unspecified:
        raise click.UsageError("--host is one address of this machine, not all of them.")
    if address.is_loopback:
        return
    if not is_understood:
        raise click.UsageError(f"At {host} others in the network can ask for your chats; add --i-understand if so.")
    click.echo(f"Warning: others in the network reach {host}. The connection is not encrypted.", err=True)


@contextmanager
def _opened(settings: Settings, is_quiet: bool) -> Iterator[None]:
    """In the browser, where a person sits at a terminal.

    By way of a private file, which is there as long as the server: everybody sees the arguments of a program.
    """
    if is_quiet or not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield
        return
    import webbrowser

    path = settings.database.resolve().with_suffix(".web.html")
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(opener(settings.entrance))
    try:
        webbrowser.open(path.as_uri())
        yield
    finally:
        path.unlink(missing_ok=True)


def opener(entrance: str) -> str:
    """A page that leads to the entrance."""
    return f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={entrance}">\n'
