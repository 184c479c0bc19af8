"""A load into a lake, on one screen: read this first.

planned   = plan(paths)                                    what the lake lacks
manifests = runner.map(extract, planned.works)             raw/ and manifest/: each export by itself
settled   = runner.map(settle, buckets with news)          core/: each bucket by itself
shared    = decide(all buckets)                            which conversation counts what several have
charged   = runner.map(charge, buckets that concerns)      their requests
publish(generation)                                        current.json, in one step
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from etl.errors import ExportError
from etl.lake import manifest
from etl.lake.database import refuse_rows, views
from etl.lake.division import USUAL, Limits
from etl.lake.folder import held
from etl.lake.generation import Generation, database_of, latest
from etl.lake.here import Runner
from etl.lake.manifest import Manifest
from etl.lake.plan import Planned, choose, plan, refuse_others, tasks
from etl.lake.raw import Chosen, extract, extract_large
from etl.lake.renew import Renewal, renew
from etl.pipeline.options import SMALL, Options, how_many, settle_providers, settle_zone
from etl.state import provider_packages
from etl.state.file import save
from etl.transform.providers.registry import Registry
from etl.warehouse.build.plan import Plan, now
from etl.warehouse.timezones import check_zone

Report = Callable[[int, int, int], None]
"""Told while reading: bytes done, bytes in all, conversations so far."""

Runners = Callable[[int, int], AbstractContextManager[Runner]]
"""Makes a runner for so many processes, of which so many bytes must be counted, like here()."""

_WIDE = 1.25
"""Times its share of all bytes that an export may have to be one process's work."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came in, what was there already, and what the lake holds now."""

    extracted: Sequence[Manifest]
    known: int
    generation: Generation
    renewal: Renewal
    seconds: float


def load(
    lake: Path,
    paths: Sequence[Path],
    options: Options,
    runners: Runners,
    report: Report,
    limits: Limits = USUAL,
) -> Loaded:
    """Load exports into a lake: all of them or, if anything fails, none that anybody sees.

    Raises ExportError if ``paths`` hold nothing that can be read, SettingError if the lake's exports were loaded with
    other options, DatabaseError if the lake cannot be written.
    """
    started = now()
    with held(lake, is_new=True) as place:
        refuse_rows(database_of(place))
        before, known = latest(place), manifest.read(place)
        providers = settle_providers(options)
        chosen = choose(options, _zone(options, known), providers)
        refuse_others(lake, known[0].options if known else {}, chosen)
        planned = plan(place, paths, options, chosen, known, started, limits.export)
        _remember(options, providers, chosen)
        size = sum(work.bytes for work in planned.works)
        with runners(how_many(options, size + _unsettled(known, before)), size) as runner:
            extracted = _extract(planned, runner, report)
            built = Plan(chosen.zone, chosen.rules, chosen.keep_text, runner.memory, providers.vendors())
            generation, renewal = renew(place, options.database, built, chosen.told(), runner, limits)
        if database_of(place).exists():
            views(place)
    return Loaded(extracted, planned.known, generation, renewal, (now() - started).total_seconds())


def _zone(options: Options, known: Sequence[Manifest]) -> str:
    """The zone days are cut in: as asked, else as in the lake, else as for any load."""
    if options.zone:
        return check_zone(options.zone)
    return str(known[0].options["timezone"]) if known else settle_zone(options)


def _unsettled(known: Sequence[Manifest], before: Generation | None) -> int:
    """Bytes of exports that a load left unsettled when it was broken off."""
    at = before.published_at if before else ""
    return sum(one.bytes for one in known if one.taken_at > at)


def _extract(planned: Planned, runner: Runner, report: Report) -> list[Manifest]:
    """Read every export; one that is far larger than others by all processes, which then is done before."""
    size = sum(work.bytes for work in planned.works)
    done = conversations = 0

    def tell(some: int, _: int, more: int) -> None:
        report(done + some, size, conversations + more)

    most = max(SMALL, _WIDE * size / runner.jobs)
    large = [work for work in planned.works if runner.processes > 1 and work.bytes > most]
    found = []
    for work in large:
        found.append(extract_large(work, tell, runner.processes))
        done, conversations = done + work.bytes, conversations + found[-1].conversations
    rest = [work for work in planned.works if work not in large]
    for some in runner.map(extract, list(tasks(rest, runner.jobs))):
        found += some
        done += sum(one.bytes for one in some)
        conversations += sum(one.conversations for one in some)
        report(done, size, conversations)
    if found and not any(one.conversations for one in found) and any(one.issues for one in found):
        names = ", ".join(one.export for one in found if not one.is_rest)
        raise ExportError(f"{names} holds no conversation that can be read; download the export again.")
    return found


def _remember(options: Options, providers: Registry, chosen: Chosen) -> None:
    provider_packages.remember(options.database, providers)
    save(options.database, "timezone", chosen.zone)
