"""The benchmark of the main job: python -m tests.bench.load --mb 200 [--runs 5] [--jobs 2] [--fast] [--peers DIR]

On one generated file, interleaved, medians: ours (the whole command, without its index of words), the floor
(floor.py), the naive way (naive.py), loading the same file again. A first round, not timed, warms the caches and
measures memory. Programs of others (peers.py) that are installed in ``--peers`` run once each.
"""

import argparse
import statistics
import sys
import tempfile
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.generate import generate
from tests.bench.memory import Run, run
from tests.bench.peers import measured
from tests.bench.stages import profile

NAMES = ("ours", "again", "floor", "naive")


@dataclass(frozen=True, slots=True)
class Options:
    """What to measure."""

    mb: float
    runs: int
    jobs: int
    seed: int
    fast: bool
    peers: Path | None = None


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mb", type=float, default=200, help="megabytes of JSON")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2, help="processes of ours and of the floor")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fast", action="store_true", help="let ours use the extra ``fast``, if installed")
    parser.add_argument("--peers", type=Path, help="the folder that programs of others are installed in")
    parser.add_argument("--profile", action="store_true", help="ours by stage, in one process, instead")
    chosen = vars(parser.parse_args(arguments))
    wants_profile = chosen.pop("profile")
    options = Options(**chosen)
    export = export_of(options.mb, options.seed)
    print("\n".join(profile(export, options.fast) if wants_profile else benchmark(export, options)))


def export_of(mb: float, seed: int, name: str = "chatgpt", make: Callable[[Path, float, int], None] = generate) -> Path:
    """The generated export of that size, made once and kept in the temporary folder."""
    folder = Path(tempfile.gettempdir()) / "etl-bench"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-{mb:g}mb-seed{seed}-{_generator_version()}.zip"
    if not path.exists():
        partial = path.with_suffix(".partial")
        make(partial, mb, seed)
        partial.replace(path)
    return path


def benchmark(export: Path, options: Options) -> Iterator[str]:
    """Measure, and say it in lines."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        watched = {name: _once(name, export, folder, options, watch=True) for name in NAMES}
        timed: dict[str, list[Run]] = defaultdict(list)
        for _ in range(options.runs):
            for name in NAMES:
                timed[name].append(_once(name, export, folder, options))
        for name, one in measured(export, options.peers, folder) if options.peers else ():
            watched[name], timed[name] = one, [one]
        size = (folder / "ours.duckdb").stat().st_size
    yield from _table(watched, timed)
    yield from _ratios(timed, size, _json_bytes(export))


def _once(name: str, export: Path, folder: Path, options: Options, watch: bool = False) -> Run:
    """One run of one contender; only ``again`` finds a database already there."""
    database = folder / f"{'ours' if name == 'again' else name}.duckdb"
    if name != "again":
        for left in folder.glob(f"{name}.*"):
            left.unlink()
    jobs = ("--jobs", str(options.jobs))
    module = "etl" if options.fast else "tests.bench.plain"
    load = ("-m", module, "load", str(export), "--db", str(database), "--timezone", "UTC", "--no-search", *jobs)
    commands = {
        "ours": load,
        "again": load,
        "floor": ("-m", "tests.bench.floor", str(export), *jobs),
        "naive": ("-m", "tests.bench.naive", str(export), "--db", str(database)),
    }
    return run((sys.executable, *commands[name]), watch)


def _table(watched: dict[str, Run], timed: dict[str, list[Run]]) -> Iterator[str]:
    yield f"{'':16}{'CPU s':>10}{'wall s':>10}{'min s':>10}{'max s':>10}{'RSS MB':>10}{'PSS MB':>10}"
    for name, runs in timed.items():
        seconds = [one.seconds for one in runs]
        times = (statistics.median(one.cpu for one in runs), statistics.median(seconds), min(seconds), max(seconds))
        memory = f"{watched[name].rss / 1e6:>10.0f}{watched[name].pss / 1e6:>10.0f}"
        yield f"{name:16}{''.join(f'{one:>10.2f}' for one in times)}{memory}"


def _ratios(timed: dict[str, list[Run]], size: int, json_bytes: int) -> Iterator[str]:
    """Medians of the ratios of the runs that followed each other."""
    yield ""
    yield f"{'':28}{'CPU':>8}{'wall':>8}"
    for one, other in (("ours", "floor"), ("naive", "ours"), ("again", "ours")):
        pairs = list(zip(timed[one], timed[other], strict=True))
        cpu = statistics.median(first.cpu / second.cpu for first, second in pairs)
        wall = statistics.median(first.seconds / second.seconds for first, second in pairs)
        yield f"{f'{one} / {other}':28}{cpu:>8.2f}{wall:>8.2f}"
    yield f"{'database / JSON bytes':28}{size / json_bytes:>8.3f}"


def _json_bytes(export: Path) -> int:
    with zipfile.ZipFile(export) as archive:
        return sum(entry.file_size for entry in archive.infolist() if entry.filename.startswith("conversations"))


def _generator_version() -> str:
    """Changes whenever the generator does, so that no old file is taken for a new one."""
    checksum = 0
    for path in sorted(Path(__file__).parent.rglob("*.*")):
        if path.suffix in (".py", ".txt"):
            checksum = zlib.crc32(path.read_bytes(), checksum)
    return f"{checksum:08x}"


if __name__ == "__main__":
    main()
