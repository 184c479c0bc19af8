"""Which accounts are settled together, and which of these buckets have to be settled anew."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from etl import __version__, assets
from etl.lake.division import Parts, bucket_of, newest
from etl.lake.manifest import Placed
from etl.lake.settle import Held, Newest

LEAST, MOST = 128_000_000, 4_000_000_000
"""Bytes of JSON that a bucket is to hold at least and at most, on average: each costs half a second beside its rows,
and a few dozen files; and all of one is in the memory, or spilled, of one process."""
MANY = 1_024
"""Buckets that a lake has before they get larger than LEAST."""


@dataclass(slots=True)
class Content:
    """What a bucket holds, and of which tables its exports have rows."""

    held: list[Held] = field(default_factory=list)
    files: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    marks: list[str] = field(default_factory=list)
    newest: list[Newest] = field(default_factory=list)

    def mark(self) -> str:
        """What changes with anything that the bucket's rows follow from."""
        told = [__version__, _statements(), self.held, sorted(self.marks), self.newest]
        return blake2b(repr(told).encode(errors="surrogateescape"), digest_size=16).hexdigest()


def number_of(size: int, before: int) -> int:
    """Buckets for a lake of so many bytes of JSON that had some ``before``: a power of two, and never fewer.

    So each time that it doubles, all are settled anew: for each export that is twice, in the long run.
    """
    each = min(max(LEAST, size // MANY), MOST)
    buckets = 1
    while buckets * each < size:
        buckets *= 2
    return max(buckets, before)


def contents(places: Sequence[Placed], buckets: int, parts: Parts) -> Mapping[int, Content]:
    """What each bucket that holds anything holds, where accounts have several ``parts`` or one."""
    found: defaultdict[int, Content] = defaultdict(Content)
    for place in places:
        one = place.manifest
        mine: dict[int, list[Held]] = defaultdict(list)
        for raw in one.accounts:
            account = place.account(raw)
            number = parts.get(account, 1)
            for part in range(number):
                mine[bucket_of(account, part, buckets)].append(_held(place, raw, account, part, number))
        for bucket, held in mine.items():
            content = found[bucket]
            content.held += held
            content.marks.append(one.mark)
            for table in one.rows:
                content.files[table].append(one.digest)
    for (provider, account), at in newest(places).items():
        for bucket in {bucket_of(account, part, buckets) for part in range(parts.get(account, 1))}:
            found[bucket].newest.append(Newest(provider, account, at))
    return dict(sorted(found.items()))


def _held(place: Placed, raw: str | None, account: str | None, part: int, parts: int) -> Held:
    one, first = place.manifest, place.first + (1 << 16)
    until = first + (one.tasks << 16)
    return Held(one.digest, raw, account, place.first, first, until, place.made_at, place.taken_at, part, parts)


def _statements() -> str:
    """A hash of all that settles a bucket, but for what its requests cost."""
    texts = [text for part in ("tables", "build", "derive", "lake") for _, text in sorted(assets.sql(part).items())]
    return blake2b("\0".join(texts).encode(), digest_size=16).hexdigest()
