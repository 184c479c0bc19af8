"""The first stage: paths -> the exports that the lake lacks, one piece of work each."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from etl.errors import SettingError
from etl.extract import archive
from etl.extract.archive import Export, Member
from etl.lake import manifest
from etl.lake.manifest import Manifest, named
from etl.lake.pieces import Span, spans
from etl.lake.raw import Chosen, Work, Works
from etl.pipeline.accounts import assigned
from etl.pipeline.options import Options
from etl.pipeline.recognition import looker
from etl.pipeline.sources import size_of
from etl.state import assumptions
from etl.transform.providers.registry import Registry, registry
from etl.transform.rules import rules

_PIECE = 1 << 20
_TASKS, _MOST = 8, 100
"""Portions for each process, and exports in one."""
_SMALL, _LARGE = 4_000_000, 1_000_000_000
"""Bytes of a portion, at least and at most."""
_TEXTUAL = (".json", ".jsonl", ".html", ".txt", ".csv", ".md")
"""How the names of members end that tell something, beside those of conversations; pictures are known by their size."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be read, and how many exports the lake has already."""

    works: Sequence[Work] = ()
    known: int = 0


def choose(options: Options, zone: str, providers: Registry) -> Chosen:
    """The options of a load that change rows."""
    said = sorted(assumptions.assumed(options.database).items())
    names = tuple(sorted(package.name for package in providers.packages))
    assumed = tuple((provider, tuple(some)) for provider, some in said)
    return Chosen(zone, options.keep_text, names, assumed, rules(dict(assumed), providers))


def refuse_others(lake: Path, before: Mapping[str, object], chosen: Chosen) -> None:
    """Raise SettingError where the exports of a lake were loaded with other options than are asked for."""
    for name, value in chosen.told().items():
        if before.get(name, value) != value:
            raise SettingError(
                f"The exports of {lake} were loaded with {name} {_said(before[name])}, not {_said(value)}; "
                "load with the same options, or into another --lake."
            )


def refuse_late(lake: Path, model: str) -> None:
    """Raise SettingError where a lake has exports already that were loaded without assuming a model."""
    said: list[Any] = [one.options.get("assumed", {}) for one in manifest.read(lake)[:1]]
    if said and not any(period[:1] == [model] for some in said[0].values() for period in some):
        raise SettingError(
            f"The exports of {lake} were loaded without assuming {model}; say it with the first load into a lake."
        )


def plan(
    lake: Path,
    paths: Sequence[Path],
    options: Options,
    chosen: Chosen,
    known: Sequence[Manifest],
    started: datetime,
    large: int,
) -> Planned:
    """Find the exports that ``paths`` name, and of them those that the lake does not have as they now are.

    An export is the same where its members are, whatever it is packed in and called, and whose the user says it is.
    One of more than ``large`` bytes is read in pieces. Raises ExportError as archive.exports() does.
    """
    right = {one.digest for one in known if one.rules == chosen.rules and not one.is_odd}
    came = {one.of: (one.order, datetime.fromisoformat(one.taken_at)) for one in known}
    order = max((one.order for one in known), default=0)
    assign, providers = assigned(paths, options), registry(chosen.packages)
    works: dict[str, list[Work]] = {}
    exports = archive.exports(paths, looker(providers))
    for export in exports:
        said = assign(export)
        name = content(export, said)
        when = came.get(name, (order + 1, started))
        whole = _work(lake, export, _place(export, paths), name, when, said, chosen, len(exports) == 1)
        lacking = [work for work in _pieces(whole, export, spans(export, providers, large)) if work.name not in right]
        if name not in works and lacking:
            works[name] = lacking
            order = max(order, when[0])
    return Planned([work for some in works.values() for work in some], len(exports) - len(works))


def tasks(works: Sequence[Work], jobs: int) -> Iterator[Works]:
    """The same exports in portions, the largest first: so large that a task is worth its way, and many for each job."""
    size = min(max(sum(work.bytes for work in works) // (jobs * _TASKS), _SMALL), _LARGE)
    portion: list[Work] = []
    for work in sorted(works, key=lambda work: -work.bytes):
        if portion and (len(portion) == _MOST or sum(one.bytes for one in portion) + work.bytes > size):
            yield tuple(portion)
            portion = []
        portion.append(work)
    if portion:
        yield tuple(portion)


def content(export: Export, said: str | None) -> str:
    """What the lake calls an export: 32 hexadecimal digits that follow from what is in it and whose it is said to be.

    From the names and sizes of all its members, and the CRC-32 of those that tell something, which a zip's table of
    contents has: packed anew, renamed or unpacked it is the same.
    """
    facts = sorted((one.name, one.bytes, _checksum(one, export)) for one in export.members)
    told = [*facts, sorted(export.doubtful), export.is_rest, said]
    return blake2b(repr(told).encode(errors="surrogateescape"), digest_size=16).hexdigest()


def _checksum(member: Member, export: Export) -> Any:
    if not (member.is_conversations or member.name.lower().endswith(_TEXTUAL)):
        return 0
    if member.crc is not None:
        return member.crc
    if member.file is None:
        return export.digest
    found = 0
    try:
        with member.file.open("rb", buffering=0) as stream:
            while piece := stream.read(_PIECE):
                found = zlib.crc32(piece, found)
    except OSError:
        return export.digest
    return found


def _work(
    lake: Path,
    export: Export,
    place: Path,
    name: str,
    when: tuple[int, datetime],
    said: str | None,
    chosen: Chosen,
    is_alone: bool,
) -> Work:
    issues, size = tuple(export.issues), size_of([export])
    return Work(lake, place, export.digest, name, when[0], said, issues, when[1], size, chosen, is_alone)


def _pieces(whole: Work, export: Export, cut: Sequence[Span]) -> Iterator[Work]:
    """The work that an export is: itself, or its pieces."""
    if not cut:
        yield whole
    for number, span in enumerate(cut):
        size = sum(member.bytes for member in export.conversations[slice(*span)])
        name = named(whole.name, number)
        yield replace(whole, name=name, bytes=size, is_alone=False, piece=number, pieces=len(cut), span=span)


def _place(export: Export, paths: Sequence[Path]) -> Path:
    """Where an export is found again: its own file, or what was given that it lies in."""
    places = [export.path, *export.path.parents]
    file = next((path for path in places if path.is_file()), None)
    if file is not None:
        return file
    return next((path for path in paths if path in places or path.resolve() in places), export.path)


def _said(value: object) -> str:
    return {True: "kept", False: "left out"}[value] if isinstance(value, bool) else str(value or "none")
