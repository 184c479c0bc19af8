"""What is said of conversations: of which category each is, who says so, and which the user is done with."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from etl.state.file import is_begun, open_state

Key = tuple[str, str, str]
"""A conversation: provider, account_id ('' where there is none), conversation_id."""

_THIS = "provider = ? and account_id = ? and conversation_id = ?"
"""The condition that a row of the state file is of a conversation, whose key is bound."""

_KEPT = "provider, account_id, conversation_id, category, basis, reason"
_LABEL = f"insert or replace into labels ({_KEPT}, labelled_at) values (?, ?, ?, ?, ?, ?, ?)"
_UNLESS_USER = (
    f"{_LABEL.replace('insert or replace', 'insert')} on conflict do update set category = excluded.category, "
)
_UNLESS_USER += "basis = excluded.basis, reason = excluded.reason, labelled_at = excluded.labelled_at "
_UNLESS_USER += "where basis <> 'user'"


class Label(NamedTuple):
    """A category; its basis: user, ai or offline; and why, in a few words, where that can be said."""

    category: str
    basis: str
    reason: str | None


def labels(database: Path) -> dict[Key, Label]:
    """Every label there is. Makes no state file."""
    if not is_begun(database):
        return {}
    with open_state(database) as connection:
        rows = connection.execute(f"select {_KEPT} from labels order by 1, 2, 3").fetchall()
    return {(provider, account, name): Label(*label) for provider, account, name, *label in rows}


def store(database: Path, found: Mapping[Key, str], basis: str, reason: str | Mapping[Key, str | None] | None) -> int:
    """Label conversations, but for those that the user filed; says how many labels there are of this basis now."""
    at = now()
    why = reason if isinstance(reason, Mapping) else dict.fromkeys(found, reason)
    rows = [(*key, category, basis, why.get(key), at) for key, category in found.items()]
    with open_state(database) as connection:
        connection.executemany(_UNLESS_USER, rows)
        ((stored,),) = connection.execute("select count(*) from labels where basis = ?", (basis,)).fetchall()
    return int(stored)


def undo(database: Path) -> int:
    """Take the newest step back; says how many conversations it moved, 0 where there is nothing to take back."""
    with open_state(database) as connection:
        ((step,),) = connection.execute("select max(step) from moves").fetchall()
        rows = connection.execute(f"select {_KEPT} from moves where step = ?", (step,)).fetchall()
        at = now()
        connection.executemany(f"delete from labels where {_THIS}", [row[:3] for row in rows])
        connection.executemany(_LABEL, [(*row, at) for row in rows if row[3] is not None])
        connection.execute("delete from moves where step = ?", (step,))
    return len(rows)


def marks(database: Path) -> set[Key]:
    """The conversations that are marked as done. Makes no state file."""
    if not is_begun(database):
        return set()
    with open_state(database) as connection:
        return set(connection.execute("select provider, account_id, conversation_id from marks").fetchall())


def mark(database: Path, keys: Iterable[Key], is_done: bool) -> int:
    """Mark conversations as done, or take the mark away; says how many changed."""
    at = now()
    with open_state(database) as connection:
        before = connection.total_changes
        if is_done:
            connection.executemany("insert or ignore into marks values (?, ?, ?, ?)", [(*key, at) for key in keys])
        else:
            connection.executemany(f"delete from marks where {_THIS}", list(keys))
        return connection.total_changes - before


def now() -> str:
    """The time, in UTC, as the state file has times."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def record(connection: Connection, wanted: Mapping[Key, str]) -> int:
    """Put the user's labels in place, and what they replace where undo() finds it."""
    ((step,),) = connection.execute("select coalesce(max(step), 0) + 1 from moves").fetchall()
    at = now()
    for key, category in wanted.items():
        old = connection.execute(f"select category, basis, reason from labels where {_THIS}", key).fetchone()
        values = (step, *key, *(old or (None, None, None)))
        connection.execute(f"insert into moves (step, {_KEPT}) values (?, ?, ?, ?, ?, ?, ?)", values)
        connection.execute(_LABEL, (*key, category, "user", None, at))
    return len(wanted)
