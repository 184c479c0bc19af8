"""What a command prints: as wide as the terminal, in what its encoding has."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from etl.commands.terminal import trusted
from etl.errors import EtlError

if TYPE_CHECKING:
    from etl.reporting.reports.table import Table


def show(table: Table, form: str, above: Iterable[str] = ()) -> None:
    """Print an answer, as wide as the terminal, or 80 columns into a pipe; ``above``: lines that stand over it.

    Raises EtlError if the answer cannot be written.
    """
    from etl.reporting.formats.render import render

    say(render(table, form, terminal_width()), form, above)


def say(texts: Iterable[str], form: str, above: Iterable[str] = ()) -> None:
    """Print an answer that is text already, under lines of our own. Raises EtlError if it cannot be written.

    What the terminal's encoding lacks is drawn with plainer characters where it is for eyes.
    """
    from etl.reporting.formats.terminal.palette import legible

    encoding = sys.stdout.encoding or "utf-8"
    try:
        for text in above:
            click.echo(legible(text, encoding), trusted(sys.stdout), nl=False)
        for text in texts:
            # In colour, as else click takes what looks like an escape sequence out of what goes into a pipe.
            click.echo(legible(text, encoding) if form in ("table", "md") else text, nl=False, color=True)
    except BrokenPipeError:
        raise
    except UnicodeEncodeError as error:
        raise EtlError(f"{encoding} has no room for this answer; set PYTHONIOENCODING=utf-8, and ask again.") from error
    except OSError as error:
        # What is still to be written would fail again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise EtlError(f"The answer cannot be written ({error.strerror}); choose another place for it.") from error


def terminal_width() -> int:
    """Cells of a line: the terminal's, or 80 into a pipe."""
    return shutil.get_terminal_size().columns if is_terminal() else 80


def wants_colour() -> bool:
    """Is there a terminal that shows colours, and does nobody say NO_COLOR?"""
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def is_terminal() -> bool:
    """Does a person look at what is printed?"""
    return sys.stdout is not None and sys.stdout.isatty()
