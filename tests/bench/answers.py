"""What people wait for, as things that can be measured: commands, views, pages of the web app."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psutil

from etl import assets
from etl.reporting.charts import draw
from etl.reporting.reports import catalogue
from etl.reporting.reports.connection import connect
from tests.web.web_cases import Web, started

_ETL = (sys.executable, "-P", "-m", "etl")
_PAGES = (
    "/",
    "/costs",
    "/conversations",
    "/conversations?by=month&page=50",
    "/conversations?q=oven",
    "/api/search?q=oven",
)
_LONG = """
select provider, coalesce(account_id, '') as account_id, conversation_id from v1.conversations
order by abs(messages - 300), conversation_id limit 1
"""
"""The conversation whose page is measured: of about 300 messages."""


@dataclass(frozen=True, slots=True)
class Timed:
    """Medians of some runs, in seconds: those of all processors, and those by the clock."""

    name: str
    cpu: float
    wall: float


def commands(database: Path, export: Path | None, folder: Path) -> dict[str, list[str]]:
    """Every command that answers, as one types it; what it writes goes below ``folder``."""
    at, out = ["--db", str(database)], str(folder / "out")
    found = {f"report {name}": ["report", *name.split(), *at] for name in catalogue.names()}
    found["report overview (csv)"] = ["report", "overview", "--format", "csv", *at]
    found["report --html"] = ["report", "--html", f"{out}.html", *at]
    found |= {f"chart {name}": ["chart", name, "-o", f"{out}.svg", *at] for name in draw.names()}
    for form in ("csv", "jsonl", "parquet", "md"):
        found[f"export messages {form}"] = ["export", "messages", "--format", form, "-o", f"{out}.{form}", *at]
    for form, target in (("md", "chats"), ("jsonl", "chats.jsonl"), ("csv", "chats.csv")):
        target = str(folder / target)
        found[f"export conversations {form}"] = ["export", "conversations", "--format", form, "-o", target, *at]
    if export:
        found["verify"] = ["verify", str(export), *at]
    found["doctor"] = ["doctor", *at]
    found["notebook --html"] = ["notebook", "--run", "--force", "--html", f"{out}.notebook.html", *at]
    return {"help": ["--help"], **found}


def command(name: str, arguments: Sequence[str], runs: int) -> Timed:
    """A command, a new process each time."""
    return _median(name, [_measured(_children, lambda: _run(arguments)) for _ in range(runs)])


def views(database: Path, names: Sequence[str], runs: int) -> Iterator[Timed]:
    """Every row and column of views, asked for over one connection after a first time that is not counted."""
    with closing(connect(database)) as connection:
        for name in names:
            columns = connection.execute(f"select column_name from (describe v1.{name})").fetchall()
            tops = ", ".join(f"max({column})" for (column,) in columns)
            ask = _asking(connection.execute, f"select {tops} from v1.{name}")
            ask()
            yield _median(f"v1.{name}", [_measured(time.process_time, ask) for _ in range(runs)])


def view_names() -> list[str]:
    """Every view of schema v1."""
    return sorted(assets.sql("v1"))


def pages(database: Path, runs: int) -> Iterator[Timed]:
    """The start of ``etl web``, and each page: the first time after a start, and again."""
    yield _median("web: start", [_measured(_children, lambda: _started(database)) for _ in range(runs)])
    paths = (*_PAGES, _conversation(database))
    ahead: list[tuple[float, float]] = []
    firsts: dict[str, list[tuple[float, float]]] = {path: [] for path in paths}
    agains: dict[str, list[tuple[float, float]]] = {path: [] for path in paths}
    for _ in range(runs):
        began = time.perf_counter()
        with _serving(database) as (web, used):
            ahead.append((used(), time.perf_counter() - began))
            for path in paths:
                ask = _asking(_page, web, path)
                firsts[path].append(_measured(used, ask))
                agains[path].append(_measured(used, ask))
    yield _median("web: start, and the overview drawn ahead", ahead)
    for path in firsts:
        name = path.partition("&account_id")[0]
        yield _median(f"web: {name}", firsts[path])
        yield _median(f"web: {name} again", agains[path])


@contextmanager
def _serving(database: Path) -> Iterator[tuple[Web, Callable[[], float]]]:
    """A server that has long been up, and what processor it has used so far."""
    with started(database) as (process, web):
        server = psutil.Process(process.pid)

        def used() -> float:
            times = [each.cpu_times() for each in (server, *server.children(recursive=True))]
            return float(sum(one.user + one.system for one in times))

        last = -1.0
        while last != (last := used()):
            time.sleep(0.5)
        yield web, used


def _page(web: Web, path: str) -> None:
    assert web.ask(path).status == 200, path


def _started(database: Path) -> None:
    with started(database):
        pass


def _conversation(database: Path) -> str:
    with closing(connect(database)) as connection:
        row = connection.execute(_LONG).fetchall()[0]
    return "/conversations/one?" + urlencode(dict(zip(("provider", "account_id", "conversation_id"), row, strict=True)))


def _asking(work: Callable[..., object], *given: object) -> Callable[[], object]:
    return lambda: work(*given)


def _run(arguments: Sequence[str]) -> None:
    subprocess.run([*_ETL, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)


def _children() -> float:
    """CPU seconds of the processes that have ended, and of theirs."""
    used = os.times()
    return used.children_user + used.children_system


def _measured(used: Callable[[], float], work: Callable[[], object]) -> tuple[float, float]:
    before, began = used(), time.perf_counter()
    work()
    wall = time.perf_counter() - began
    return used() - before, wall


def _median(name: str, measured: Sequence[tuple[float, float]]) -> Timed:
    cpu, wall = (statistics.median(numbers) for numbers in zip(*measured, strict=True))
    return Timed(name, cpu, wall)
