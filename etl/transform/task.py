"""The unit of work: one block of an export -> record batches. Needs no database, so anyone may call it anywhere."""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pyarrow as pa

from etl.extract.parse import Reading, Slice, read
from etl.extract.split.block import Block
from etl.rows.conversation import Flat
from etl.rows.loads import Issue
from etl.rows.types import Assumption, Key, Raw, Seen, Version
from etl.transform.batches import TABLES, Keys, batch
from etl.transform.count import count
from etl.transform.providers.registry import OURS, Registry

RULES = "2"
"""The version of everything that turns an export into rows: a new one makes every export be read anew."""

Batches = dict[str, list[pa.RecordBatch]]
"""Record batches by core table."""


class Place(NamedTuple):
    """Where a block lies: which export of the load, and which member of it."""

    source: int
    member: str


@dataclass(slots=True)
class Setup:
    """What every task of one load needs to know; travels to the workers once.

    ``slices`` are by account the digests of what its stored conversations were read from. Conversations get revisions
    from ``first_revision`` on. ``assumed`` says by provider which model wrote the answers that name none;
    ``providers`` are asked whose a conversation is.
    """

    load_id: int
    first_revision: int
    zone: str
    keep_text: bool = True
    slices: Mapping[str, Mapping[bytes, Seen]] = field(default_factory=dict)
    versions: Mapping[Key, Version] = field(default_factory=dict)
    assumed: Mapping[str, Sequence[Assumption]] = field(default_factory=dict)
    providers: Registry = OURS


@dataclass(slots=True)
class Task:
    """One block, where it lies, whose it is, and its number within the load."""

    block: Block
    place: Place
    account_id: str
    number: int


@dataclass(slots=True)
class Extract:
    """What came of one task: batches by table, and the numbers that intake.py adds up.

    ``digests`` are the slices that were not even parsed, ``unchanged`` the (provider, account, conversation) of
    conversations that were read and found unchanged. ``reading`` keeps the ends of the block that did not parse.
    """

    place: Place
    account_id: str
    size: int
    reading: Reading
    batches: Batches = field(default_factory=dict)
    conversations: int = 0
    nodes: int = 0
    messages: int = 0
    unchanged_nodes: int = 0
    issues: Counter[str] = field(default_factory=Counter)
    drops: Counter[tuple[str, str]] = field(default_factory=Counter)
    fields: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    digests: list[bytes] = field(default_factory=list)
    unchanged: list[Key] = field(default_factory=list)


def rules(assumed: Mapping[str, Sequence[Assumption]], providers: Registry) -> str:
    """The version of what turns an export into rows.

    Other assumed models, or the extra ``claude``, count otherwise; other packages, or versions of them, read otherwise.
    """
    known = [RULES, *(["ctok"] if find_spec("ctok") else []), *map(str, sorted(assumed.items()))]
    return " ".join([*known, *(f"{package.name}=={package.version}" for package in providers.packages)])


def extract(task: Task, setup: Setup) -> Extract:
    """Read, flatten, count and batch one block of whole conversations."""
    with _no_collector():
        reading = read(task.block, setup.slices.get(task.account_id, ()), partial(_flat, setup.providers))
        result = Extract(task.place, task.account_id, len(task.block.data), reading, digests=reading.unchanged)
        flats: dict[str, list[tuple[int, Flat]]] = defaultdict(list)
        for index, piece in enumerate(reading.slices):
            if isinstance(piece.content, str):
                reading.issues.append(Issue("warning", piece.content, task.place.member, piece.offset))
            elif _is_news(piece, task, setup, result):
                name, flat = piece.content
                flats[name].append((setup.first_revision + (task.number << 16 | index), flat))
        reading.slices = []
        for name, numbered in flats.items():
            with setup.providers.answerable(name):
                _batch(name, numbered, setup, result)
        _note(reading.issues, None, setup, result)
        return result


def _flat(providers: Registry, raw: Raw) -> tuple[str, Flat] | str:
    """A conversation flattened, with its provider's name; or why it cannot be.

    A provider's module should never raise; if it does, that is a bug, and must not cost the other conversations.
    Memory that ran out is none, and ends the load.
    """
    provider = None
    try:
        provider = providers.recognise(raw)
        if provider is None:
            return "not a conversation of a kind we know"
        flat = provider.flatten(raw)
        if not isinstance(flat, Flat):
            raise TypeError("flatten() makes a Flat")
        return provider.NAME, flat
    except MemoryError:
        raise
    except Exception as error:
        return f"{providers.blame(provider)} ({type(error).__name__}): please report it"


def _is_news(piece: Slice, task: Task, setup: Setup, result: Extract) -> bool:
    """Count a conversation, and see whether the database lacks this version of it."""
    name, flat = piece.content
    head = flat.conversation
    head.raw_bytes, head.raw_hash = piece.length, piece.digest
    result.conversations += 1
    with setup.providers.answerable(name):
        result.nodes += head.nodes
    key = (name, task.account_id, head.conversation_id)
    if setup.versions.get(key) == (head.updated_at, head.nodes, head.current_node_id):
        result.unchanged.append(key)
        result.unchanged_nodes += head.nodes
        return False
    for issue in flat.issues:
        issue.member, issue.byte_offset = task.place.member, piece.offset
    return True


def _batch(name: str, numbered: Sequence[tuple[int, Flat]], setup: Setup, result: Extract) -> None:
    """Count the conversations of one provider and turn their rows into batches."""
    count([flat for _, flat in numbered], setup.assumed.get(name, ()))
    rows: dict[type, list[Any]] = defaultdict(list)
    owners: dict[type, tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
    for revision, flat in numbered:
        own = flat.conversation.conversation_id
        for row in (flat.conversation, *flat.messages, *flat.details):
            kind = type(row)
            rows[kind].append(row)
            owners[kind][0].append(own)
            owners[kind][1].append(revision)
        _add_up(flat, name, result)
        _note(flat.issues, name, setup, result)
    for kind, some in rows.items():
        keys = Keys(name, result.account_id, setup.load_id, *owners[kind])
        table = result.batches.setdefault(TABLES[kind], [])
        table.append(batch(some, keys, ZoneInfo(setup.zone), setup.keep_text))


def _add_up(flat: Flat, name: str, result: Extract) -> None:
    result.messages += len(flat.messages)
    for reason, nodes in flat.drops.items():
        result.drops[name, reason] += nodes
    for (place, field_name), records in flat.fields.items():
        result.fields[name, place, field_name] += records


def _note(issues: Sequence[Issue], provider: str | None, setup: Setup, result: Extract) -> None:
    if issues:
        result.issues.update(issue.reason for issue in issues)
        keys = Keys(provider, result.account_id, setup.load_id)
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
