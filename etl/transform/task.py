"""The unit of work: one block of an export, or some logs -> record batches. Needs no database: anyone may call it."""

import gc
import time
from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pyarrow as pa

from etl.extract.archive import Member
from etl.extract.archive.stamps import Stamp, sealed
from etl.extract.parse import Reading, Slice, read, read_log
from etl.extract.parse.log import HELD
from etl.extract.split.block import Block
from etl.rows.conversation import Conversation, Flat
from etl.rows.loads import Issue
from etl.rows.message import Message
from etl.rows.types import Assumption, Key, Micros, Seen, Sighting, Slices, Whose
from etl.transform.batches import TABLES, Keys, batch
from etl.transform.count import count
from etl.transform.digest import digest
from etl.transform.providers.issues import unknown_texts
from etl.transform.providers.registry import OURS, Registry

_DAY = 86_400_000_000
"""Microseconds by which clocks and zones may differ."""

Batches = dict[str, list[pa.RecordBatch]]
"""Record batches by core table."""


class Place(NamedTuple):
    """Where a block lies: which export of the load, and which member of it."""

    source: int
    member: str


@dataclass(slots=True)
class Setup:
    """What every task of one load needs to know; travels to the workers once.

    ``slices`` are by account the digests of what its stored conversations were read from, ``older`` of what they were
    read from before: that tells nothing new in an export that was loaded already, but may be true again in another.
    ``contents`` are the digests of what is stored of each conversation; None where it was read but once.
    Conversations get revisions from ``first_revision`` on. ``assumed`` says by provider which model wrote the answers
    that name none; ``providers`` are asked whose a conversation is.
    """

    load_id: int
    first_revision: int
    zone: str
    keep_text: bool = True
    slices: Slices = field(default_factory=dict)
    older: Slices = field(default_factory=dict)
    contents: Mapping[Key, bytes | None] = field(default_factory=dict)
    assumed: Mapping[str, Sequence[Assumption]] = field(default_factory=dict)
    providers: Registry = OURS

    def known(self, whose: Whose, is_loaded: bool) -> Mapping[bytes, Seen]:
        """The slices that hold nothing new of whose an export is, in one that was loaded before or in another."""
        kinds = (self.slices, self.older) if is_loaded else (self.slices,)
        held: list[Any] = [kind[account] for kind in kinds for account in whose.accounts if account in kind]
        return held[0] if len(held) == 1 else ChainMap(*held)


@dataclass(slots=True)
class Task:
    """One block, or some logs that are read here, where it lies, whose it is, its number within the load, and was its
    export loaded before?"""

    work: Block | tuple[Member, ...]
    place: Place
    whose: Whose
    number: int
    is_loaded: bool = False

    @property
    def can_travel(self) -> bool:
        """May another process do it? Not where logs lie in a zip, or are so large that the way back costs memory."""
        logs = () if isinstance(self.work, Block) else self.work
        return all(log.file is not None and log.bytes <= HELD for log in logs)


@dataclass(slots=True)
class Extract:
    """What came of one task: batches by table, and the numbers that intake.py adds up, by provider and account.

    ``digests`` are the slices that were not even parsed, ``read`` those of a block that were, None if anything was odd
    in it; ``unchanged`` are the conversations that were read and found unchanged. ``newest`` is the newest time in
    those read: their export is no older. ``reading`` keeps the ends of the block that did not parse. ``stamped`` are
    logs that need not be read again while their stamps stay, with the digest of their bytes.
    """

    place: Place
    whose: Whose
    size: int
    reading: Reading
    batches: Batches = field(default_factory=dict)
    conversations: int = 0
    nodes: int = 0
    messages: int = 0
    unchanged_nodes: int = 0
    issues: Counter[str] = field(default_factory=Counter)
    drops: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    fields: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    texts: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    unknown: int = 0
    owners: set[tuple[str, str]] = field(default_factory=set)
    digests: list[bytes] = field(default_factory=list)
    read: list[bytes] | None = field(default_factory=list)
    unchanged: list[Sighting] = field(default_factory=list)
    newest: Micros | None = None
    stamped: list[tuple[str, Stamp, bytes]] = field(default_factory=list)


def extract(task: Task, setup: Setup) -> Extract:
    """Read, flatten, count and batch one block of whole conversations, or some logs."""
    with _no_collector():
        # In a function of its own, whose rows are gone before the collector is back: it would walk through them all.
        return _extracted(task, setup)


def _extracted(task: Task, setup: Setup) -> Extract:
    result = Extract(task.place, task.whose, 0, Reading())
    flats: dict[tuple[str, str], list[tuple[int, Flat]]] = defaultdict(list)
    index = 0
    for member, reading in _readings(task, setup, result):
        result.digests += reading.unchanged
        for piece in reading.slices:
            if isinstance(piece.content, str):
                reading.issues.append(Issue("warning", piece.content, member, piece.offset))
            elif _is_news(piece, member, task, setup, result):
                name, owner, flat = piece.content
                flats[name, task.whose.of(name, owner)].append(
                    (setup.first_revision + (task.number << 16 | index), flat)
                )
            index += 1
        if isinstance(task.work, Block):
            result.read = reading.digests()
        reading.slices = []
        _note(reading.issues, None, task.whose.account_id, setup, result)
    for whose, numbered in flats.items():
        with setup.providers.answerable(whose[0]):
            _batch(whose, numbered, setup, result)
    return result


def _readings(task: Task, setup: Setup, result: Extract) -> Iterator[tuple[str, Reading]]:
    """What each member of a task comes to: of a block it is also the result's, whose ends others look at."""
    known, use = setup.known(task.whose, task.is_loaded), setup.providers.flattened
    if isinstance(task.work, Block):
        result.size, result.reading = len(task.work.data), read(task.work, known, use)
        yield task.place.member, result.reading
        return
    for member in task.work:
        log = read_log(member, known, use, setup.providers.lean)
        result.size += member.bytes
        is_sealed = member.crc is not None and not log.reading.issues
        told = sealed(member.bytes, member.crc or 0) if is_sealed else log.stamp
        if told is not None:
            result.stamped.append((member.name, told, log.digest))
        yield member.name, log.reading


def _is_news(piece: Slice, member: str, task: Task, setup: Setup, result: Extract) -> bool:
    """Count a conversation, and see whether the database lacks this version of it."""
    name, owner, flat = piece.content
    head = flat.conversation
    head.raw_bytes, head.raw_hash = piece.length, piece.digest
    result.conversations += 1
    with setup.providers.answerable(name):
        result.nodes += head.nodes
    _note_newest(flat, result)
    key = (name, task.whose.of(name, owner), head.conversation_id)
    if owner is not None:
        result.owners.add(key[:2])
    if key in setup.contents:
        # Of most conversations one version is all there ever is: they need no digest.
        head.content_hash = digest(flat)
        if head.content_hash is not None and head.content_hash == setup.contents[key]:
            result.unchanged.append(Sighting(key, raw_hash=piece.digest, raw_bytes=piece.length))
            result.unchanged_nodes += head.nodes
            return False
    for issue in flat.issues:
        issue.member, issue.byte_offset = member, piece.offset
    return True


def _note_newest(flat: Flat, result: Extract) -> None:
    """Remember the newest time of all, if it is none that has yet to come."""
    head = flat.conversation
    times = [head.updated_at, head.created_at] if head.updated_at else [row.created_at for row in flat.messages]
    newest = max((at for at in times if at is not None), default=None)
    if newest is not None and newest < time.time() * 1_000_000 + _DAY:
        result.newest = max(newest, result.newest or newest)


def _batch(whose: tuple[str, str], numbered: Sequence[tuple[int, Flat]], setup: Setup, result: Extract) -> None:
    """Count the conversations of one provider and account, and turn their rows into batches."""
    name, account = whose
    count([flat for _, flat in numbered], setup.assumed.get(name, ()))
    rows: dict[type, list[Any]] = defaultdict(list)
    owners: dict[type, tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
    for revision, flat in numbered:
        own = flat.conversation.conversation_id
        kinds: dict[type, list[Any]] = {Conversation: [flat.conversation]}
        if flat.messages:
            kinds[Message] = flat.messages
        for row in flat.details:
            kinds.setdefault(type(row), []).append(row)
        for kind, some in kinds.items():
            rows[kind] += some
            owners[kind][0].extend([own] * len(some))
            owners[kind][1].extend([revision] * len(some))
        _note(flat.issues, name, account, setup, result)
    _add_up([flat for _, flat in numbered], whose, setup.providers, result)
    for kind, some in rows.items():
        keys = Keys(name, account, setup.load_id, *owners[kind])
        table = result.batches.setdefault(TABLES[kind], [])
        table.append(batch(some, keys, ZoneInfo(setup.zone), setup.keep_text))


def _add_up(flats: Sequence[Flat], whose: tuple[str, str], providers: Registry, result: Extract) -> None:
    """Add to the result what is counted by provider and account, which are told once for all conversations."""
    drops, fields, texts = Counter[str](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    known = providers.known(whose[0])
    for flat in flats:
        result.messages += len(flat.messages)
        drops.update(flat.drops)
        fields.update(flat.fields)
        some, messages = unknown_texts(flat, known)
        texts.update(some)
        result.unknown += messages
    result.drops.update({(*whose, reason): nodes for reason, nodes in drops.items()})
    result.fields.update({(*whose, *pair): records for pair, records in fields.items()})
    result.texts.update({(*whose, *pair): some for pair, some in texts.items()})


def _note(issues: Sequence[Issue], provider: str | None, account: str, setup: Setup, result: Extract) -> None:
    if issues:
        result.issues.update(issue.reason for issue in issues)
        keys = Keys(provider, account, setup.load_id)
        result.batches.setdefault("load_issues", []).append(batch(issues, keys, ZoneInfo(setup.zone)))


@contextmanager
def _no_collector() -> Iterator[None]:
    """Parsed JSON has no cycles, so the cycle collector only costs time while it grows."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
