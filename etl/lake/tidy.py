"""What a lake no longer needs: files of generations that nobody reads any more, and what was broken off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from etl.lake import manifest
from etl.lake.folder import held
from etl.lake.generation import Generation, current, past, raw_file
from etl.warehouse.build.plan import now

READ_FOR = timedelta(hours=1)
"""How long a reader may go on with a generation that is no longer the current one."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was removed, and how many generations before the current one were kept."""

    files: int
    bytes: int
    kept: int


def tidy(lake: Path, at: datetime | None = None) -> Tidied:
    """Remove all files but those of the current generation, and of those that were current within the last hour.

    ``at`` is the time that it is taken to be, naive UTC. Raises DatabaseError where there is no lake, or a load into it
    is running.
    """
    with held(lake) as place:
        generation, before = current(place), past(place)
        alive = list(_alive(before, generation, at or now()))
        wanted = {path for one in (generation, *alive) for files in one.files(place).values() for path in files}
        wanted |= {raw_file(place, table, one.digest) for one in manifest.read(place) for table in one.rows}
        gone = [path for part in ("raw", "core") for path in (place / part).rglob("*.parquet") if path not in wanted]
        gone += [path for path in place.rglob("*.partial") if path.is_file()]
        kept = {one.name for one in alive}
        gone += [path for path in (place / "past").glob("*.json") if path.stem not in kept]
        size = sum(path.stat().st_size for path in gone)
        for path in gone:
            path.unlink()
    return Tidied(len(gone), size, len(kept))


def _alive(before: list[Generation], generation: Generation, at: datetime) -> Iterator[Generation]:
    """Those whose successor was published within the last hour. One that is current is in no need of it."""
    every = [one for one in before if one.number < generation.number]
    for one, following in pairwise([*every, generation]):
        if datetime.fromisoformat(following.published_at) > at - READ_FOR:
            yield one
