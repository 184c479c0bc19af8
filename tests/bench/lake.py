"""A lake against a database: python -m tests.bench.lake [--mb 200] [--members 40] [--jobs 1 2] [--master URL]

On the generated exports of many members, interleaved, medians of the whole commands: a load into a database (without
its index of words) and one into a lake, by each number of processes; one member's new export into the lake that is
there; and, with ``--master``, the lake by Spark.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from etl.lake.generation import current
from tests.bench.generate import generate
from tests.bench.load import export_of
from tests.bench.memory import Run, run


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mb", type=float, default=200, help="megabytes of JSON in all")
    parser.add_argument("--members", type=int, default=40)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--master", help="the address of a cluster of Spark, as local[2]")
    options = parser.parse_args(arguments)
    exports = [_member(options.mb / options.members, number) for number in range(1, options.members + 2)]
    for line in benchmark(exports[:-1], exports[-1], options):
        print(line, flush=True)


def benchmark(exports: Sequence[Path], later: Path, options: argparse.Namespace) -> Iterator[str]:
    """Measure, and say it in lines: the lake that ``later`` is loaded into is the last one."""
    timed: dict[str, list[Run]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for _ in range(options.runs):
            for jobs in options.jobs:
                timed[f"database, {jobs}"].append(_load(exports, "--db", folder / "team.duckdb", jobs))
                timed[f"lake, {jobs}"].append(_load(exports, "--lake", folder / "lake", jobs))
            timed["one more"].append(_load([later], "--lake", folder / "lake", 1, is_new=False))
            if options.master:
                spark = ("--engine", "spark", "--master", options.master)
                timed["spark"].append(_load(exports, "--lake", folder / "spark", 1, *spark))
                timed["spark, unchanged"].append(_load(exports, "--lake", folder / "spark", 1, *spark, is_new=False))
        files = [path for some in current(folder / "lake").files(folder / "lake").values() for path in some]
        sizes = {"raw": _size((folder / "lake" / "raw").rglob("*.parquet")), "core": _size(files)}
        sizes["database"] = (folder / "team.duckdb").stat().st_size
    json = options.mb * 1e6
    yield f"{'':16}{'CPU s':>10}{'wall s':>10}"
    for what, runs in timed.items():
        yield f"{what:16}{_median(runs, 'cpu'):>10.2f}{_median(runs, 'seconds'):>10.2f}"
    for jobs in options.jobs:
        pairs = zip(timed[f"lake, {jobs}"], timed[f"database, {jobs}"], strict=True)
        yield f"lake / database, CPU, {jobs} processes: {statistics.median(a.cpu / b.cpu for a, b in pairs):.2f}"
    if options.master:
        first = timed[f"lake, {options.jobs[0]}"]
        more = statistics.median(a.cpu - b.cpu for a, b in zip(timed["spark"], first, strict=True))
        yield f"Spark, CPU s more than {options.jobs[0]} processes here: {more:.1f}"
    yield f"of the JSON: {', '.join(f'{part} {size / json:.2f}' for part, size in sizes.items())}"


def _member(mb: float, seed: int) -> Path:
    return export_of(
        mb, seed, f"member{seed}", lambda path, size, number: generate(path, size, number, user=f"m{number}")
    )


def _load(exports: Sequence[Path], option: str, place: Path, jobs: int, *more: str, is_new: bool = True) -> Run:
    """One load into a place, which is empty before if it ``is_new``."""
    if is_new:
        for left in place.parent.glob(f"{place.stem}*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    chosen = ("--timezone", "UTC", "--no-search", "--jobs", str(jobs), option, str(place), *more)
    return run((sys.executable, "-m", "tests.bench.plain", "load", *map(str, exports), *chosen), watch="spark" in more)


def _median(runs: Sequence[Run], name: str) -> float:
    return float(statistics.median(getattr(one, name) for one in runs))


def _size(files: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in files)


if __name__ == "__main__":
    main()
