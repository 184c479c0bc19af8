"""The numbers of one load: what its reader counted, and what became of it in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from etl.warehouse.build.incremental import Key


@dataclass(slots=True)
class Tally:
    """What load.py counted while reading.

    ``nodes`` are all nodes of all conversations read: each is an inserted message, one of ``dropped``, or one
    of ``unchanged_nodes``. ``unchanged`` names the conversations (with repeats if several exports have
    one) that were skipped because their bytes or their version were known. ``started_at`` is naive UTC.
    """

    started_at: datetime
    exports: str = ""
    bytes: int = 0
    conversations: int = 0
    nodes: int = 0
    dropped: int = 0
    unchanged_nodes: int = 0
    issues: int = 0
    unchanged: Sequence[Key] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load did to the database: conversations by their fate, messages stored, kept, and in all."""

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
