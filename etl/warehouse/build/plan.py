"""What a build is told, before and after the reading, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

import duckdb

from etl import __version__
from etl.rows.types import Sighting
from etl.warehouse.memory import USUAL


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build is told: the zone days are cut in, and the version of the rules that extract follows.

    Conversations that were extracted by other ``rules``, or whose text is missing although ``keep_text`` asks
    for it, count as unknown: they are read again where an export has them. ``vendors`` sell what each
    provider's models are; a provider that is not among them keeps its own. ``memory`` is what DuckDB may take, in
    bytes.
    """

    zone: str = "UTC"
    rules: str = "1"
    keep_text: bool = True
    memory: int = USUAL
    vendors: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """What the reader counted.

    ``nodes`` are all nodes of all conversations read: each is an inserted message, one of ``dropped``, or one
    of ``unchanged_nodes``. ``unchanged`` names the conversations (with repeats if several exports have
    one) that were skipped because their bytes or their content were known. ``begun`` says from which revision on
    inserted conversations come from an export made when. All times are naive UTC.
    """

    started_at: datetime
    exports: str = ""
    bytes: int = 0
    conversations: int = 0
    nodes: int = 0
    dropped: int = 0
    unchanged_nodes: int = 0
    issues: int = 0
    unchanged: Sequence[Sighting] = ()
    begun: Sequence[tuple[int, datetime]] = ()


def load_row(
    load_id: int, tally: Tally, fates: Mapping[str, int], messages: int, finished: datetime
) -> dict[str, object]:
    """The row of core.loads about a load that stored so many messages; ``fates`` count its conversations."""
    return {
        "load_id": load_id,
        "started_at": tally.started_at,
        "finished_at": finished,
        "product_version": __version__,
        "exports": tally.exports,
        "bytes": tally.bytes,
        "conversations": tally.conversations,
        **{f"conversations_{fate}": number for fate, number in fates.items()},
        "nodes": tally.nodes,
        "nodes_unchanged": tally.unchanged_nodes,
        "messages": messages,
        "issues": tally.issues,
        "seconds": (finished - tally.started_at).total_seconds(),
    }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load did to the database: conversations by their fate, messages stored, kept, and in all.

    ``replaced`` counts what a newer export put in the place of what was stored: titles, texts of messages and so on.
    """

    path: str
    load_id: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    older: int = 0
    messages: int = 0
    retained: int = 0
    bytes: int = 0
    is_first: bool = False
    is_rebuilt: bool = False
    replaced: Mapping[str, int] = field(default_factory=dict)


class Companion(Protocol):
    """What lies beside a database, follows it through a load, and can be made anew from it: the index of its words."""

    def look(self, connection: duckdb.DuckDBPyConnection) -> None:
        """See the current file, which is in use: before anything is changed."""

    def follow(self, connection: duckdb.DuckDBPyConnection, *, everything: bool) -> None:
        """See the next file, in use and whole: the conversations in temp.touched may be new, or all."""

    def finish(self) -> None:
        """The next file is in its place."""

    def abandon(self) -> None:
        """It never will be."""


def now() -> datetime:
    """The time as the database keeps it: naive UTC."""
    return datetime.now(UTC).replace(tzinfo=None)
