"""Small databases to be searched: rows put in by themselves, the index made from them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import duckdb
import pyarrow as pa

from etl.search.index.file import place
from etl.search.index.renew import Renewal
from tests.warehouse.blank_database import lay

FIRST = date(2025, 1, 1)


class Said(NamedTuple):
    """A message: what it says and who says it."""

    text: str
    role: str = "user"
    more: tuple[tuple[str, object], ...] = ()


class Chat(NamedTuple):
    """A chat, its messages a day after one another."""

    name: str
    title: str | None
    messages: tuple[Said, ...]
    model: str = "gpt-4o"


def chat(name: str, title: str | None, *texts: str | Said) -> Chat:
    """A chat of messages in a row."""
    return Chat(name, title, tuple(text if isinstance(text, Said) else Said(text) for text in texts))


def stored(path: Path, chats: Sequence[Chat], load_id: int = 1) -> duckdb.DuckDBPyConnection:
    """A database of some chats, as a load leaves it."""
    if not path.exists():
        path.write_bytes(_blank())
    connection = duckdb.connect(str(path))
    store(connection, chats, load_id)
    return connection


@cache
def _blank() -> bytes:
    """A database without a row, as its file: to make its views takes longer than all else that these tests do."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.duckdb"
        with duckdb.connect(str(path)) as connection:
            lay(connection)
        return path.read_bytes()


def store(connection: duckdb.DuckDBPyConnection, chats: Sequence[Chat], load_id: int = 1) -> None:
    """Put chats in, in the place of those of the same names."""
    names = [one.name for one in chats]
    for table in ("conversations", "messages"):
        connection.execute(f"delete from core.{table} where list_contains(?, conversation_id)", [names])
    heads, rows = [], []
    for number, one in enumerate(chats):
        revision = load_id * 1000 + number
        heads.append(_head(one, revision, load_id))
        rows += [_row(one, revision, place, said) for place, said in enumerate(one.messages)]
    for table, told in (("conversations", heads), ("messages", rows)):
        if told:
            connection.register("told", pa.Table.from_pylist(told))
            connection.execute(f"insert into core.{table} by name from told")
            connection.unregister("told")
    connection.execute(
        "insert into core.loads (load_id, started_at) values (?, ?)", [load_id, datetime(2026, 1, load_id)]
    )
    connection.execute("create or replace temp table touched (conversation_id varchar)")
    if names:
        connection.execute("insert into temp.touched select unnest(?::varchar[])", [names])


def index(connection: duckdb.DuckDBPyConnection, database: Path, renewal: Renewal | None = None) -> None:
    """Bring the index beside a database to what is in it."""
    following = renewal or Renewal(place(database))
    following.follow(connection, everything=renewal is None)
    following.finish()
    assert following.failure is None


def _head(one: Chat, revision: int, load_id: int) -> dict[str, object]:
    return {
        "provider": "chatgpt",
        "account_id": "me",
        "conversation_id": one.name,
        "revision": revision,
        "load_id": load_id,
        "title": one.title,
        "default_model_slug": one.model,
        "created_at": datetime(2025, 1, 1) + timedelta(hours=revision),
        "nodes": len(one.messages),
    }


def _row(one: Chat, revision: int, place: int, said: Said) -> dict[str, object]:
    return {
        "provider": "chatgpt",
        "account_id": "me",
        "conversation_id": one.name,
        "revision": revision,
        "node_id": f"n{place}",
        "position": place,
        "tour_in": place,
        "tour_out": 2 * len(one.messages) - place,
        "role": said.role,
        "kind": "text",
        "text": said.text,
        "characters": len(said.text),
        "local_date": FIRST + timedelta(days=place),
        "is_hidden": False,
        "is_user_context": False,
        "is_current": True,
        "code_blocks": 0,
        "images": 0,
        "files": 0,
        **dict(said.more),
    }
