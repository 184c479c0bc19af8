"""Invented conversations for the tests of build: small trees, put into a database as load.py would."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

from etl.rows.conversation import Conversation, Flat
from etl.rows.details import CodeBlock
from etl.rows.message import Message
from etl.rows.types import Micros, Sighting
from etl.transform.batches import TABLES, Keys, batch
from etl.transform.count.contexts import add_contexts
from etl.transform.tree import Tree, number
from etl.warehouse.build.next_database import Next, next_database
from etl.warehouse.build.plan import Outcome, Plan, Tally

NOON = 1_700_000_000_000_000
"""Microseconds: a day in November 2023."""


@dataclass(frozen=True)
class Node:
    """A message: its id, the one above it, who speaks, how many tokens it has; which model, billed under which id."""

    name: str
    parent: str | None
    role: str = "user"
    tokens: int = 1
    minute: int = 0
    model: str | None = None
    usage: str | None = None


@dataclass(frozen=True)
class Talk:
    """One version of a conversation, in an export made so many hours after noon (None: nobody knows)."""

    name: str
    nodes: tuple[Node, ...]
    updated: int | None = 0
    current: str | None = None
    account: str = "me"
    exported: int | None = None

    @property
    def digest(self) -> bytes:
        return hashlib.blake2b(repr(replace(self, exported=None)).encode(), digest_size=16).digest()

    @property
    def exported_at(self) -> datetime | None:
        return None if self.exported is None else datetime(2023, 11, 14) + timedelta(hours=self.exported)


def chain(name: str, length: int, updated: int | None = None) -> Talk:
    """A conversation of alternating questions and answers without branches."""
    names = [None, *(f"{name}-{place}" for place in range(length))]
    nodes = tuple(
        Node(str(names[place + 1]), names[place], "user" if place % 2 == 0 else "assistant", place + 1, place)
        for place in range(length)
    )
    return Talk(name, nodes, length if updated is None else updated, names[-1])


def load(path: Path, talks: Sequence[Talk], plan: Plan | None = None) -> Outcome:
    """Load versions of conversations, leaving out what is known."""
    with next_database(path, plan or Plan()) as following:
        following.begin()
        return fill(following, talks)


def fill(following: Next, talks: Sequence[Talk]) -> Outcome:
    """Insert versions into a begun database and finish it."""
    known_slices = following.known({talk.account for talk in talks}).slices
    seen = [known_slices.get(talk.account, {}).get(talk.digest) for talk in talks]
    fresh = [talk for talk, of in zip(talks, seen, strict=True) if of is None]
    known = [(of, talk.exported_at) for talk, of in zip(talks, seen, strict=True) if of is not None]
    dates = enumerate(talk.exported_at for talk in fresh)
    for table, batches in rows(fresh, following.load_id, following.plan).items():
        following.insert(table, batches)
    return following.finish(
        Tally(
            datetime(2024, 1, following.load_id),
            conversations=len(talks),
            nodes=sum(len(talk.nodes) for talk in talks),
            unchanged_nodes=sum(of.nodes for of, _ in known),
            unchanged=[Sighting(of.key, at) for of, at in known],
            begun=[(following.load_id << 44 | place << 20, at) for place, at in dates if at is not None],
        )
    )


def rows(talks: Iterable[Talk], load_id: int, plan: Plan) -> dict[str, list[pa.RecordBatch]]:
    """The batches of versions of conversations, by table."""
    found: dict[str, list[pa.RecordBatch]] = {}
    for place, talk in enumerate(talks):
        keys = Keys("chatgpt", talk.account, load_id)
        flat = flatten(talk)
        for kind in (flat.messages, [flat.conversation], flat.details):
            if kind:
                some: Sequence[object] = kind
                keys = replace(
                    keys,
                    conversation_ids=[talk.name] * len(some),
                    revisions=[load_id << 44 | place << 20] * len(some),
                )
                made = batch(some, keys, ZoneInfo(plan.zone), plan.keep_text)
                found.setdefault(TABLES[type(some[0])], []).append(made)
    return found


def flatten(talk: Talk) -> Flat:
    """What a provider would make of it, counted; each message has one block of code."""
    names = [node.name for node in talk.nodes]
    times = [NOON + node.minute * 60_000_000 for node in talk.nodes]
    is_answer = [node.role == "assistant" for node in talk.nodes]
    tree = number(names, [node.parent for node in talk.nodes], times, is_answer, talk.current)
    head = Conversation(
        talk.name,
        title=talk.name.title(),
        updated_at=None if talk.updated is None else Micros(NOON + talk.updated),
        current_node_id=talk.current,
        nodes=len(talk.nodes),
        raw_bytes=len(repr(talk)),
        raw_hash=talk.digest,
    )
    flat = Flat(head, [_message(node, place, tree, names) for place, node in enumerate(talk.nodes)])
    add_contexts(flat, frozenset({"o200k_base"}))
    flat.details += [CodeBlock(node.name, 0, "sql", None, 1, 9, True) for node in talk.nodes]
    return flat


def _message(node: Node, place: int, tree: Tree, names: Sequence[str]) -> Message:
    request = tree.requests[place]
    return Message(
        node.name,
        parent_id=node.parent,
        position=place,
        depth=tree.depths[place],
        sibling_index=tree.sibling_indexes[place],
        siblings=tree.siblings[place],
        branch_index=tree.branches[place],
        is_current=tree.is_current[place],
        tour_in=tree.tour_in[place],
        tour_out=tree.tour_out[place],
        role=node.role,
        text=f"said {node.name}",
        characters=len(node.name) + 5,
        created_at=Micros(NOON + node.minute * 60_000_000),
        created_at_basis="message",
        request_node_id=None if request == -1 else names[request],
        in_context=True,
        tokens=node.tokens,
        encoding="o200k_base",
        model_slug=node.model if node.role == "assistant" else None,
        usage_id=node.usage if node.role == "assistant" else None,
    )


def content(path: Path, table: str, *left_out: str) -> list[tuple[object, ...]]:
    """Every row of a core table, sorted, without what only says which load it came from."""
    hidden = {
        "revision",
        "load_id",
        "first_load_id",
        "last_load_id",
        "first_seen_at",
        "last_seen_at",
        *left_out,
    }
    with duckdb.connect(str(path), read_only=True) as connection:
        columns = [row[0] for row in connection.execute(f"describe core.{table}").fetchall()]
        listed = ", ".join(f'"{column}"' for column in columns if column not in hidden)
        return sorted(connection.execute(f"select {listed} from core.{table}").fetchall(), key=repr)


def ask(path: Path, query: str) -> list[tuple[object, ...]]:
    """Rows of a query, over a connection that is closed again."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def names(path: Path) -> Iterator[str]:
    """What lies beside a database, without the database itself and the user's settings."""
    return (
        entry.name for entry in path.parent.iterdir() if entry.name != path.name and ".state.sqlite" not in entry.name
    )
