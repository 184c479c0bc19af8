"""When each export of a load was made: what decides which of two versions of a conversation is the newer one.

A name tells it (ChatGPT's, Claude's and Takeout's zips are named after the time), or the manifest that came with the
export. Where neither does, the newest time inside: the export is no older than that.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from etl.extract.archive import Export, made_at
from etl.extract.archive.export import is_part
from etl.pipeline.sources import Source
from etl.rows.types import Micros

_NAMED = re.compile(
    r"(?<![0-9A-Za-z])(20\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])"
    r"(?:[-_T .](?:at )?([01]\d|2[0-3])([-_:.h]?)([0-5]\d)(?:\6([0-5]\d))?)?Z?(?![0-9A-Za-z])"
)
_SECONDS = re.compile(r"(?<![0-9A-Za-z])(1[5-9]\d{8})(\d{3})?(?![0-9A-Za-z])")
"""Seconds or milliseconds since 1970, from 2017 to 2033, as Claude's newer zips have them."""

_EPOCH = datetime(1970, 1, 1)


def dates(sources: Sequence[Source], newest: Sequence[Micros | None], started: datetime) -> list[datetime]:
    """When each source was made, naive UTC: as it is told, but no earlier than its ``newest`` time inside.

    What says nothing was made when the load ``started``, and so was what claims to come after it. The parts of one
    account's export are all of the last part's time: one alone holds only old conversations.
    """
    found = [_date(source.export, at, started) for source, at in zip(sources, newest, strict=True)]
    whose = [(source.provider, source.account_id) if is_of_parts(source.export) else None for source in sources]
    return of_last_parts(whose, found)


def of_last_parts(whose: Sequence[tuple[str | None, str] | None], made: Sequence[datetime]) -> list[datetime]:
    """The same dates, but of all that are parts of one account's export the last; ``whose`` tells parts apart."""
    last: dict[tuple[str | None, str], datetime] = {}
    for one, at in zip(whose, made, strict=True):
        if one is not None:
            last[one] = max(at, last.get(one, at))
    return [at if one is None else last[one] for one, at in zip(whose, made, strict=True)]


def is_of_parts(export: Export) -> bool:
    """Is this, by its name, a part of an export?"""
    return is_part(export.path.name) or is_part(export.path.stem)


def _date(export: Export, newest: Micros | None, started: datetime) -> datetime:
    inside = [] if newest is None else [_EPOCH + timedelta(microseconds=newest)]
    return max((at for at in (*_told(export), *inside) if at <= started), default=started)


def _told(export: Export) -> Iterator[datetime]:
    name = export.path.name
    for year, _, month, day, hour, _, minute, second in _NAMED.findall(name):
        try:
            yield datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
        except ValueError:
            continue
    for seconds, _ in _SECONDS.findall(name):
        yield _EPOCH + timedelta(seconds=int(seconds))
    told = made_at(export)
    if told is not None:
        yield told.astimezone(UTC).replace(tzinfo=None) if told.tzinfo else told
