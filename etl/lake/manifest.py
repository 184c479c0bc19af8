"""What is known of each export of a lake: whose it is, when it was made, what came of it; never a word of a chat."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path

import msgspec

from etl import __version__
from etl.errors import DatabaseError
from etl.lake.generation import latest
from etl.pipeline.export_dates import of_last_parts
from etl.pipeline.sources import NOBODY, only_other


@dataclass(frozen=True, slots=True)
class Manifest:
    """One export, as extract left it under raw/.

    ``order`` is its place among all, by when they came, and ``tasks`` how many numbers its conversations' revisions
    take. ``account`` is whose the rows are that name nobody; ``named`` whom the export itself names, if it names one.
    ``accounts`` are all that rows are of, ``shares`` how many bytes of JSON conversations of each provider and account
    take. ``made_at`` and ``taken_at`` are naive UTC in ISO's form; ``rows`` counts by
    table, and ``mark`` changes with what is in the files. ``is_fixed``: the user said whose it is. ``is_odd``: it was
    damaged, or seemed so, and is read again where it comes again. ``rules`` are those of extract. Of an export that is
    read in several ``pieces`` each has a row, and its number.
    """

    digest: str
    export: str
    order: int
    provider: str | None
    account: str
    named: str
    accounts: Sequence[str | None]
    made_at: str
    taken_at: str
    tasks: int
    rules: str
    mark: str
    is_fixed: bool = False
    is_several: bool = False
    is_part: bool = False
    is_rest: bool = False
    is_odd: bool = False
    bytes: int = 0
    conversations: int = 0
    nodes: int = 0
    dropped: int = 0
    messages: int = 0
    issues: int = 0
    seconds: float = 0.0
    rows: Mapping[str, int] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
    shares: Sequence[tuple[str, str | None, int]] = ()
    piece: int = 0
    pieces: int = 1
    product: str = __version__

    @property
    def of(self) -> str:
        """What the lake calls the export that this is, or is a piece of."""
        return self.digest.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Placed:
    """An export among the others of its lake: what only all of them together tell.

    Its rows get revisions from ``first`` on; those of nobody are ``adopted`` by an account, if one is told; and it was
    made at ``made_at``, if it is a part with the last part.
    """

    manifest: Manifest
    first: int
    adopted: str | None
    made_at: datetime

    @property
    def taken_at(self) -> datetime:
        """When the lake took it in, naive UTC."""
        return datetime.fromisoformat(self.manifest.taken_at)

    def account(self, raw: str | None) -> str | None:
        """Whose rows are that extract left under an account."""
        return self.adopted if self.adopted is not None and raw == NOBODY else raw


def named(export: str, piece: int) -> str:
    """What the lake calls a piece of an export."""
    return f"{export}-{piece:05}"


def written(manifest: Manifest) -> str:
    """The text of a manifest's file."""
    return json.dumps(asdict(manifest), indent=1) + "\n"


def read(lake: Path) -> list[Manifest]:
    """All exports of a lake, in the order they came.

    Raises DatabaseError for a row that cannot be read, and where all are gone of a lake that has settled some.
    """
    found = [_read(path) for path in sorted((lake / "manifest").glob("*.json"))]
    if not found and latest(lake) is not None:
        place = lake / "manifest"
        raise DatabaseError(f"{place} is gone or empty; put it back, or load all exports into another --lake.")
    return sorted(found, key=lambda one: (one.order, one.digest))


def placed(manifests: Iterable[Manifest], load_id: int) -> list[Placed]:
    """Give each export its place; what one is depends on those before it, and whose it is on all.

    The numbers are those that one load of all of them, in their order, would give; ``load_id`` is that load's. What of
    an export is not there whole, as its load was broken off, has none.
    """
    every = _whole(list(manifests))
    owners = [(one.provider, one.named) for one in every if one.named != NOBODY]
    adopted = [_adopted(one, owners) for one in every]
    whose = [
        (one.provider, who or one.account) if one.is_part else None for one, who in zip(every, adopted, strict=True)
    ]
    made = of_last_parts(whose, _made(every))
    found, tasks = [], 0
    for one, who, at in zip(every, adopted, made, strict=True):
        found.append(Placed(one, (load_id << 44) + (tasks << 16), who, at))
        tasks += one.tasks
    return found


def _whole(every: Sequence[Manifest]) -> list[Manifest]:
    """Those of exports that were read whole, or in pieces of which none is lacking; these are preferred."""
    there = Counter((one.of, one.pieces) for one in every)
    cuts: dict[str, int] = {}
    for (export, pieces), number in there.items():
        if number == pieces:
            cuts[export] = max(pieces, cuts.get(export, 0))
    return [one for one in every if cuts.get(one.of) == one.pieces]


def _made(every: Sequence[Manifest]) -> list[datetime]:
    """When each was made: a piece with the newest of its export, if any tells it; else it is told when that came."""
    newest: dict[str, str] = {}
    for one in every:
        if one.pieces > 1 and one.made_at != one.taken_at:
            newest[one.of] = max(one.made_at, newest.get(one.of, one.made_at))
    return [datetime.fromisoformat(newest.get(one.of, one.made_at)) for one in every]


def _adopted(one: Manifest, named: Sequence[tuple[str | None, str]]) -> str | None:
    if one.is_fixed or one.named != NOBODY or one.is_several:
        return None
    return only_other(one.provider, named)


def _read(path: Path) -> Manifest:
    try:
        content = json.loads(path.read_text("utf-8"))
        found = msgspec.convert(content, Manifest)
        for at in (found.made_at, found.taken_at):
            datetime.fromisoformat(at)
    except (OSError, ValueError) as error:
        raise DatabaseError(f"{path} is damaged; remove it, then load its export into the lake again.") from error
    if not content.keys() <= {one.name for one in fields(Manifest)}:
        raise DatabaseError(f"{path} was written by a newer chatlake ({found.product}); upgrade this one.")
    return found
