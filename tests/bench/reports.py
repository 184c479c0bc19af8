"""What a person waits for: python -m tests.bench.reports DATABASE [--runs 3] [--export FILE] [PATTERN ...]

One table, in milliseconds of processor and by the clock (medians): every view of schema v1, every report with the start
of the program, charts, the HTML page, exports, verify (of ``--export``), doctor, the notebook, and the web app's start
and pages. PATTERN chooses, as "v1.*", "report costs*", "web: *". ``python -m tests.bench.topup`` makes large databases.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from tests.bench import answers
from tests.bench.answers import Timed


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("patterns", nargs="*", metavar="PATTERN", default=["*"])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--export", type=Path, help="an export that is in the database")
    chosen = parser.parse_intermixed_args(arguments)
    print(f"{'':50}{'CPU ms':>10}{'wall ms':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for found in measured(chosen.database, chosen.patterns, chosen.runs, chosen.export, Path(folder)):
            print(f"{found.name:50}{found.cpu * 1000:>10,.0f}{found.wall * 1000:>10,.0f}", flush=True)


def measured(database: Path, patterns: Sequence[str], runs: int, export: Path | None, folder: Path) -> Iterator[Timed]:
    """A row for each thing that a pattern names."""
    views = [name for name in answers.view_names() if _is_chosen(f"v1.{name}", patterns)]
    yield from answers.views(database, views, runs)
    for name, arguments in answers.commands(database, export, folder).items():
        if _is_chosen(name, patterns):
            yield answers.command(name, arguments, runs)
    if _is_chosen("web: ", patterns):
        yield from answers.pages(database, runs)


def _is_chosen(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


if __name__ == "__main__":
    main()
