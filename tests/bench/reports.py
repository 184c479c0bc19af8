"""The benchmark of reports: python -m tests.bench.reports DATABASE [--runs 5] [REPORT ...]

Runs the command line of every report over a database, a new process each time, and prints the medians of its seconds
and of the seconds of processor (on a machine with other work the steadier number).
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from etl.reporting.reports import catalogue

HELP = ["--help"]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("reports", nargs="*", metavar="REPORT", help='as "costs --by model"; every one by default')
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    print(f"{'':32}{'seconds':>10}{'processor':>12}")
    for line in measured(chosen.database, chosen.reports or list(catalogue.names()), chosen.runs):
        print(line, flush=True)


def measured(database: str, names: list[str], runs: int) -> Iterator[str]:
    """A line for etl --help, then one for each report."""
    yield _line("etl --help", HELP, runs)
    for name in names:
        yield _line(name, ["report", *name.split(), "--db", database], runs)


def _line(name: str, arguments: list[str], runs: int) -> str:
    timed = [_seconds(arguments) for _ in range(runs)]
    wall, processor = (statistics.median(numbers) for numbers in zip(*timed, strict=True))
    return f"{name:32}{wall:>10.3f}{processor:>12.3f}"


def _seconds(arguments: list[str]) -> tuple[float, float]:
    """Of one run: by the clock, and of processor."""
    began, used = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "-m", "etl", *arguments], capture_output=True, check=True)
    ended, spent = time.perf_counter(), os.times()
    processor = spent.children_user + spent.children_system - used.children_user - used.children_system
    return ended - began, processor


if __name__ == "__main__":
    main()
