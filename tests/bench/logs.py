"""What loading logs costs, beside the peers found here: python -m tests.bench.logs --mb 200 --files 770 [--runs 5]

CPU seconds of whole commands, medians, in turn: of a first load, of one that finds nothing new, and of one with a row
more in one file. Peers are those on the path: agentsview and ccusage, each with a home of its own. Every total is held
against what the generator wrote; one that differs by a token ends it with status 1.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.bench.generate_logs import Truth, generate
from tests.bench.memory import Run, run

STEPS = ("first", "again", "one row more")
_TOTALS = """select provider, count(*), sum(input_tokens_reported), sum(cached_tokens_reported),
    sum(written_tokens_reported), sum(output_tokens_reported)
    from core.messages where input_tokens_reported is not null group by all"""
_NAMES = ("requests", "input", "cached", "written", "output")


@dataclass(frozen=True, slots=True)
class Logs:
    """A home with generated logs, and what they report."""

    home: Path
    truth: Truth


def benchmark(logs: Logs, runs: int, jobs: int) -> Iterator[str]:
    """Measure, and say it in lines."""
    found: dict[tuple[str, str], list[Run]] = defaultdict(list)
    peers = [name for name in ("agentsview", "ccusage") if shutil.which(name)]
    for _ in range(runs):
        for name in ("ours", *peers):
            with tempfile.TemporaryDirectory() as folder:
                for step, done in _steps(name, Path(folder), logs, jobs):
                    found[name, step].append(done)
    yield f"{'':14}" + "".join(f"{step + ', CPU s':>22}" for step in STEPS) + f"{'first, RSS MB':>16}"
    for name in ("ours", *peers):
        medians = [statistics.median(one.cpu for one in found[name, step]) for step in STEPS]
        rss = max(one.rss for one in found[name, "first"]) / 1e6
        yield f"{name:14}" + "".join(f"{seconds:>22.2f}" for seconds in medians) + f"{rss:>16.0f}"


def differences(logs: Logs, jobs: int) -> list[str]:
    """Where what we load differs from what the generator wrote: nothing, if all is well."""
    with tempfile.TemporaryDirectory() as folder:
        home = _home(Path(folder), logs)
        run(_command("ours", home, jobs))
        with closing(duckdb.connect(str(home / "chats.duckdb"), read_only=True)) as connection:
            rows = {name: told for name, *told in connection.execute(_TOTALS).fetchall()}
    wanted = {name: [told[one] for one in _NAMES] for name, told in logs.truth.items()}
    return [f"{name}: {rows.get(name)}, not {told}" for name, told in wanted.items() if rows.get(name) != told]


def _steps(name: str, folder: Path, logs: Logs, jobs: int) -> Iterator[tuple[str, Run]]:
    home = _home(folder, logs)
    before = os.environ.copy()
    os.environ |= {"HOME": str(home), "AGENTSVIEW_NO_DAEMON": "1", "NO_COLOR": "1"}
    try:
        for step in STEPS:
            if step == STEPS[-1]:
                _grow(home)
            yield step, run(_command(name, home, jobs), watch=step == "first")
    finally:
        os.environ.clear()
        os.environ.update(before)


def _home(folder: Path, logs: Logs) -> Path:
    """A copy of the logs, whose times are long enough ago to be trusted."""
    home = folder / "home"
    shutil.copytree(logs.home, home)
    return home


def _grow(home: Path) -> None:
    """Write the last question of one session once more."""
    path = min((home / ".claude" / "projects").rglob("*.jsonl"))
    row = json.loads(path.read_text("utf-8").splitlines()[0])
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row | {"uuid": "00000000-0000-4000-8000-000000000000"}) + "\n")


def _command(name: str, home: Path, jobs: int) -> list[str]:
    if name == "agentsview":
        return ["agentsview", "sync"]
    if name == "ccusage":
        return ["ccusage", "daily", "--json", "--offline"]
    folders = [str(home / part) for part in (".claude/projects", ".codex/sessions")]
    options = ["--db", str(home / "chats.duckdb"), "--timezone", "UTC", "--jobs", str(jobs)]
    return [sys.executable, "-m", "tests.bench.plain", "load", *folders, *options]


def logs_of(mb: float, files: int, seed: int) -> Logs:
    """The generated logs of that size, made once and kept in the temporary folder."""
    home = Path(tempfile.gettempdir()) / "etl-bench" / f"logs-{mb:g}mb-{files}-seed{seed}"
    told = home.with_suffix(".json")
    if not told.exists():
        shutil.rmtree(home, ignore_errors=True)
        told.parent.mkdir(exist_ok=True)
        told.write_text(json.dumps(generate(home, mb, files, seed)))
    return Logs(home, json.loads(told.read_text()))


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mb", type=float, default=200, help="megabytes of logs")
    parser.add_argument("--files", type=int, default=770)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2, help="worker processes of ours")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    logs = logs_of(options.mb, options.files, options.seed)
    wrong = differences(logs, options.jobs)
    print("\n".join(wrong) or "Every token that the logs report is loaded, once.")
    if options.runs:
        print("\n".join(benchmark(logs, options.runs, options.jobs)))
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
