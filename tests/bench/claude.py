"""Is a Claude export loaded as fast as one of ChatGPT? python -m tests.bench.claude --mb 50 [--runs 3] [--jobs 2]

Two generated files of one size, loaded in turn, medians. A first round, not timed, warms the caches and measures
memory. What counts are the ratios: seconds depend on who else uses the machine.
"""

import argparse
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import generate, generate_claude
from tests.bench.load import export_of
from tests.bench.memory import Run, run

GENERATORS: dict[str, Callable[[Path, float, int], None]] = {
    "chatgpt": generate.generate,
    "claude": generate_claude.generate,
}


def compare(mb: float, runs: int, jobs: int, seed: int) -> Iterator[str]:
    """Measure, and say it in lines."""
    exports = {name: export_of(mb, seed, name, generator) for name, generator in GENERATORS.items()}
    watched = {name: _once(export, jobs, watch=True) for name, export in exports.items()}
    timed: dict[str, list[float]] = defaultdict(list)
    for _ in range(runs):
        for name, export in exports.items():
            timed[name].append(_once(export, jobs).seconds)
    yield f"{'':10}{'median s':>10}{'s a MB':>10}{'min s':>10}{'max s':>10}{'RSS MB':>10}{'PSS MB':>10}"
    for name, seconds in timed.items():
        median, memory = statistics.median(seconds), f"{watched[name].rss / 1e6:>10.0f}{watched[name].pss / 1e6:>10.0f}"
        times = f"{median:>10.2f}{median / mb:>10.4f}{min(seconds):>10.2f}{max(seconds):>10.2f}"
        yield f"{name:10}{times}{memory}"
    medians = {name: statistics.median(seconds) for name, seconds in timed.items()}
    yield ""
    yield f"{'claude / chatgpt, seconds':28}{medians['claude'] / medians['chatgpt']:>8.2f}"
    yield f"{'claude / chatgpt, RSS':28}{watched['claude'].rss / watched['chatgpt'].rss:>8.2f}"


def _once(export: Path, jobs: int, watch: bool = False) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "chats.duckdb")
        load = ("-m", "tests.bench.plain", "load", str(export), "--db", database, "--timezone", "UTC")
        return run((sys.executable, *load, "--jobs", str(jobs)), watch)


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mb", type=float, default=50, help="megabytes of JSON")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2, help="worker processes")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    print("\n".join(compare(**vars(options))))


if __name__ == "__main__":
    main()
