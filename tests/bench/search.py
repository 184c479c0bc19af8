"""What a search costs over a database: python -m tests.bench.search DATABASE, beside which its index is made anew.

Build: CPU seconds, and bytes of the index against characters of messages. Questions: CPU ms in process, the median of
five after a first, with 10 and 50 chats shown, and of the clock with 10. Update: CPU seconds of loads of 1 MB into
copies, with the index and without.
"""

import os
import sys
import time
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from statistics import median
from tempfile import TemporaryDirectory

import duckdb

from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.reporting.reports.connection import connect
from etl.search.find import find
from etl.search.index.file import place
from etl.search.index.renew import Renewal
from tests.bench.load import export_of

QUESTIONS = {
    "a common word": "the",
    "few have it": "menu issue glass",
    "a phrase": '"of the"',
    "a beginning": "pro*",
    "German": "ein",
    "within Japanese": "博物",
    "within Korean": "한국",
    "a model's": "model:gpt-4o the",
    "operators": "train OR night -bus since:2025",
    "nothing": "zzzzqqqq",
}
_TIMES = 5
_SHOWN = (10, 50)


def main(database: Path) -> None:
    """Print a line for the build and one for each question."""
    with closing(connect(database)) as connection:
        ((messages, characters),) = connection.execute(
            "select count(*), sum(length(text))::bigint from v1.messages"
        ).fetchall()
        place(database).unlink(missing_ok=True)
        begun = time.process_time()
        renewal = Renewal(place(database))
        renewal.follow(connection)
        renewal.finish()
        seconds, size = time.process_time() - begun, place(database).stat().st_size
        print(f"{messages:,} messages: built in {seconds:.1f} CPU s, {size / characters:.2f} bytes a character")
        for name, text in QUESTIONS.items():
            spent = {shown: _spent(connection, database, text, shown) for shown in _SHOWN}
            told = ", ".join(f"{cpu:.0f} ms with {shown}" for shown, (cpu, _) in spent.items())
            print(f"{name:15} {text:32} {told}; {spent[_SHOWN[0]][1]:.0f} ms by the clock")
    with_index, without = (_updated(database, searchable) for searchable in (True, False))
    print(f"1 MB more: {with_index:.1f} CPU s with the index, {without:.1f} without")


def _spent(connection: duckdb.DuckDBPyConnection, database: Path, text: str, shown: int) -> tuple[float, float]:
    """CPU ms, and ms by the clock."""
    cpu, clock = [], []
    for _ in range(_TIMES + 1):
        begun, at = time.process_time(), time.perf_counter()
        find(connection, database, text, shown)
        cpu.append((time.process_time() - begun) * 1000)
        clock.append((time.perf_counter() - at) * 1000)
    return median(cpu[1:]), median(clock[1:])


def _updated(database: Path, searchable: bool) -> float:
    """CPU seconds of a small load into a copy of a database and of its index."""
    with TemporaryDirectory(dir=database.parent) as folder:
        copy = Path(copyfile(database, Path(folder) / database.name))
        copyfile(place(database), place(copy))
        with closing(connect(copy)) as connection:
            ((zone,),) = connection.execute("select timezone from v1.about").fetchall()
        begun = _cpu()
        load([export_of(1, 2)], Options(copy, zone=zone, account="another", searchable=searchable), lambda *_: None)
        return _cpu() - begun


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


if __name__ == "__main__":
    main(Path(sys.argv[1]))
