"""What both kinds of export share: options, where a stream cannot be written to, and the last lines on stderr."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from etl.errors import EtlError


def redact_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--redact of every export."""
    text = "Put mail addresses, phone numbers, keys, card numbers and IBANs out of sight, as far as their form tells."
    return click.option("--redact", is_flag=True, help=text)(function)


def raw_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--raw of every export."""
    text = "In CSV, leave texts as they are that a spreadsheet would take for formulas."
    return click.option("--raw", is_flag=True, help=text)(function)


def tell_redacted(redact: bool, replaced: Counter[str]) -> None:
    """A line on stderr about what was hidden."""
    if redact:
        from etl.redact import described

        found = ", ".join(described(replaced)) or "nothing"
        click.echo(f"Redacted, as a best effort: {found}", err=True)


@contextmanager
def writing(output: str) -> Iterator[None]:
    """Turns a stream that cannot be written to into one sentence."""
    try:
        yield
        if output == "-":
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise EtlError(f"The export cannot be written ({error.strerror}); choose another place for it.") from error
