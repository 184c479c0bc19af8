"""What the user is done with."""

from collections.abc import Iterable
from pathlib import Path

from etl.categorize.labels import THIS, Key, now
from etl.state.file import is_begun, open_state


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
            connection.executemany(f"delete from marks where {THIS}", list(keys))
        return connection.total_changes - before
