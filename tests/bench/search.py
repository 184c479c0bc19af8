"""What a search costs over a database: python -m tests.bench.search DATABASE, beside which its index is made anew.

Build: CPU seconds, and bytes of the index against characters of messages. Questions: CPU ms in process, the median of
five after a first, with 10 and 50 chats shown.
"""

import sys
import time
from contextlib import closing
from pathlib import Path
from statistics import median

import duckdb

from etl.reporting.reports.connection import connect
from etl.search.find import find
from etl.search.index.file import place
from etl.search.index.renew import Renewal

QUESTIONS = {
    "a common word": "the",
    "a rare word": "sourdough",
    "a phrase": '"of the"',
    "a beginning": "pro*",
    "German": "ein",
    "French": "le",
    "Spanish": "para",
    "within Chinese": "中",
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
            told = ", ".join(f"{ms:.0f} ms with {shown}" for shown, ms in spent.items())
            print(f"{name:15} {text:32} {told}")


def _spent(connection: duckdb.DuckDBPyConnection, database: Path, text: str, shown: int) -> float:
    told = []
    for _ in range(_TIMES + 1):
        begun = time.process_time()
        find(connection, database, text, shown)
        told.append((time.process_time() - begun) * 1000)
    return median(told[1:])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
