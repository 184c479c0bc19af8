"""A progress bar on stderr while an export is read; nothing where stderr is no terminal; or lines for programs."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from etl.commands.terminal import trusted
from etl.reporting.controls import visible

Report = Callable[[int, int, int], None]
"""Called with (bytes done, bytes in all, conversations so far)."""


_PAUSE = 0.1
"""Seconds between two lines of progress."""

_APART: Any = {"redirect_stdout": False, "redirect_stderr": False}
"""What is printed meanwhile goes where everything does, not through the bar, whose terminal trusts it."""


@contextmanager
def progress(form: str = "bar") -> Iterator[Report]:
    """A bar with bytes, conversations a second and the time left; with ``form`` json a line of JSON now and then."""
    if form == "json":
        with _lines() as report:
            yield report
        return
    if not sys.stderr.isatty() and "FORCE_COLOR" not in os.environ:
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=trusted(sys.stderr))
    if not console.is_terminal:
        yield lambda *_: None
        return
    columns = (
        TextColumn("reading"),
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[pace]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, auto_refresh=False, **_APART) as bar:
        task = bar.add_task("reading", total=None, pace="")

        def report(done: int, total: int, conversations: int) -> None:
            seconds = bar.tasks[0].elapsed or 0
            pace = f"{conversations / seconds:,.0f} conversations/s" if seconds > 0.5 else ""
            bar.update(task, completed=done, total=total, pace=pace, refresh=True)

        yield report


@contextmanager
def _lines() -> Iterator[Report]:
    """A line now and then, and one at the end for what came since the last."""
    told, held = 0.0, None

    def report(*reached: int) -> None:
        nonlocal told, held
        now = time.monotonic()
        held = reached
        if now - told >= _PAUSE:
            told, held = now, None
            _tell(*reached)

    yield report
    if held is not None:
        _tell(*held)


def _tell(done: int, total: int, conversations: int) -> None:
    click.echo(json.dumps({"done": done, "total": total, "conversations": conversations}), err=True)


@contextmanager
def counting(what: str, things: str) -> Iterator[Callable[[int, int], None]]:
    """A bar over things done, called with (done, in all), and the time left."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=trusted(sys.stderr))
    if not console.is_terminal:
        yield lambda *_: None
        return
    columns = (
        TextColumn(visible(what), markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(things),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, **_APART) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
