"""etl load --lake: exports into a lake, by this machine's cores or by a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from etl.commands.lake_spark import needed

if TYPE_CHECKING:
    from etl.lake.load import Loaded, Runners
    from etl.pipeline.options import Options


def lake_database(lake: Path, assumed: str | None) -> Path:
    """Beside which file's name a lake's state lies; its folder is made.

    Raises DatabaseError where that cannot be, SettingError where a model is to be ``assumed`` that was not before.
    """
    from etl.lake.folder import made
    from etl.lake.generation import database_of
    from etl.lake.plan import refuse_late

    made(lake)
    if assumed:
        refuse_late(lake, assumed)
    return database_of(lake)


def load_into(
    lake: Path,
    exports: Sequence[Path],
    options: Options,
    workers: tuple[str, str | None],
    form: str,
    tell: Callable[[Iterable[str]], None],
) -> bool:
    """Load exports into a lake, and tell what came of it; was anything odd?"""
    from etl.commands.progress import progress
    from etl.lake.load import load

    runners = _runners(*workers)
    with progress(form) as report:
        loaded = load(lake, exports, options, runners, report)
    tell(_lines(lake, loaded))
    return any(one.issues for one in loaded.extracted)


def _runners(engine: str, master: str | None) -> Runners:
    if engine == "here":
        from etl.lake.here import here

        return here
    with needed():
        from etl.lake.spark import runners

        return runners(master)


def _lines(lake: Path, loaded: Loaded) -> Iterator[str]:
    conversations = sum(one.conversations for one in loaded.extracted)
    size = f"{sum(one.bytes for one in loaded.extracted) / 1_000_000:,.1f} MB"
    names = list(dict.fromkeys(one.export for one in loaded.extracted if not one.is_rest))
    told = ", ".join(names[:3]) + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")
    known = f"; {loaded.known:,} exports were there already" if loaded.known else ""
    if loaded.extracted:
        read = f"{conversations:,} conversations ({size}) in {loaded.seconds:,.1f} s"
        yield f"Read      {read} from {told}{known}"
    else:
        yield f"Read      nothing{known}"
    renewal = loaded.renewal
    yield f"Settled   {renewal.settled:,} of {renewal.buckets:,} buckets; requests of {renewal.charged:,} more"
    issues = sum(one.issues for one in loaded.extracted)
    yield f"Odd       {f'{issues:,} things; see load_issues' if issues else 'nothing, every node is accounted for'}"
    following = f"etl lake serve {quote(str(lake))} --to team.duckdb"
    yield f"Lake      {lake}, generation {loaded.generation.number}; next: {following}"
