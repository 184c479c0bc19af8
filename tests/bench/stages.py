"""Where ours spends its time: one load in one process under cProfile, summed by stage."""

import cProfile
import pstats
import tempfile
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

STAGES = {
    "unzip and cut": ("etl/extract/split/", "blocks"),
    "read": ("etl/extract/parse/", "read"),
    "flatten": ("etl/transform/providers/", "flatten"),
    "count": ("etl/transform/count/", "count"),
    "batches": ("etl/transform/batches", "batch"),
}
"""The function whose seconds, with all below it, make a stage: part of its file's name, its name."""

WRITER = ("etl/warehouse/",)
"""Files whose own seconds are the writer's: DuckDB's statements are invisible to the profiler."""

Entry = tuple[str, str, float, float]
"""File, function, own seconds, cumulative seconds."""


def profile(export: Path, fast: bool) -> Iterator[str]:
    """Lines: seconds by stage, then the functions that took most time themselves.

    Profiling slows Python code and not C code, so read the stages as an order, not as shares; what a thread
    of its own does is not in them.
    """
    if not fast:
        import tests.bench.plain  # noqa: F401  (hides the extra ``fast`` from this process)
    from etl.commands.cli import main as etl

    profiler = cProfile.Profile()
    with tempfile.TemporaryDirectory() as name:
        database = str(Path(name) / "profile.duckdb")
        command = ["load", str(export), "--db", database, "--jobs", "1", "--timezone", "UTC"]
        result = profiler.runcall(CliRunner().invoke, etl, command)
    if result.exit_code:
        raise SystemExit(f"etl load failed:\n{result.output}")
    entries = list(_entries(profiler))
    yield f"{'whole command':20}{max(entry[3] for entry in entries):>8.2f} s"
    for stage, place in STAGES.items():
        yield f"{stage:20}{_below(entries, *place):>8.2f} s"
    writer = sum(own for file, _, own, _ in entries if any(part in file for part in WRITER))
    yield f"{'writer':20}{writer:>8.2f} s"
    yield ""
    for file, function, own, _ in sorted(entries, key=lambda entry: -entry[2])[:25]:
        yield f"{own:>8.2f} s  {function}  {file}"


def _entries(profiler: cProfile.Profile) -> Iterator[Entry]:
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, object]]
    stats = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    for (file, line, function), (_, _, own, cumulative, _) in stats.items():
        short = "/".join(Path(file).parts[-4:])
        yield f"{short}:{line}" if line else "~", function, own, cumulative


def _below(entries: list[Entry], file: str, function: str) -> float:
    """Seconds of a function with all below it."""
    return max((entry[3] for entry in entries if file in entry[0] and entry[1] == function), default=0.0)
