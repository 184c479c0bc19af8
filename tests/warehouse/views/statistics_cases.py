"""A database whose statistics can be counted by hand: two providers, one of them with two accounts, in Zurich."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

import duckdb
from msgspec.structs import asdict

from etl import assets
from etl.rows.conversation import Conversation
from etl.rows.details import CodeBlock
from etl.rows.message import Message
from tests.reporting.report_cases import insert
from tests.warehouse.blank_database import lay

Key = dict[str, object]

ANN: Key = {"provider": "chatgpt", "account_id": "ann"}
BOB: Key = {"provider": "claude", "account_id": "bob"}
BOT: Key = {"provider": "claude", "account_id": None}
SAYS: dict[str, int] = dict.fromkeys(("words", "questions", "exclamations", "pleases", "thanks"), 0)
SAYS |= dict.fromkeys(("laughs", "curses", "letters", "capitals", "characters"), 0)


@contextmanager
def empty(database: str = ":memory:") -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with every table and view, and the vendors of two providers."""
    with duckdb.connect(database) as connection:
        lay(connection)
        for provider, vendor in (("chatgpt", "openai"), ("claude", "anthropic")):
            insert(connection, "providers", provider=provider, vendor=vendor)
        yield connection


@contextmanager
def counted(database: str = ":memory:") -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of this module."""
    with empty(database) as connection:
        _coding(connection)
        _polite(connection)
        _other(connection)
        connection.execute(assets.sql("derive")["dim_date"])
        yield connection


def chat(connection: duckdb.DuckDBPyConnection, key: Key, revision: int) -> Key:
    """A conversation; what its messages have in common."""
    row = asdict(Conversation(f"c{revision}"))
    insert(connection, "conversations", **key, revision=revision, **row)
    return {**key, "conversation_id": f"c{revision}", "revision": revision}


def say(
    connection: duckdb.DuckDBPyConnection, told: Key, node: str, role: str, at: str | None, **fields: object
) -> None:
    """One message at a time in UTC, like "2024-01-31 23:30:00"; its local day and hour are Zurich's in winter."""
    when = datetime.fromisoformat(at) if at else None
    local = when and when + timedelta(hours=1)
    own = {"role": role, "kind": "text", "tokens": 10, "model_slug": "gpt-4o" if role == "assistant" else None}
    row = asdict(Message(node, **own | (SAYS if role == "user" else {}) | fields))  # type: ignore[arg-type]
    row |= {"created_at": when, "local_date": local and local.date(), "local_hour": local and local.hour}
    insert(connection, "messages", **told, **row)


def block(connection: duckdb.DuckDBPyConnection, told: Key, node: str, ordinal: int, info: str, lines: int) -> None:
    """A closed block of a message."""
    word = info.split()[0].lower() if info else None
    row = asdict(CodeBlock(node, ordinal, language=word, info=info or None, lines=lines, characters=9, is_closed=True))
    insert(connection, "code_blocks", **told, **row)


def _coding(connection: duckdb.DuckDBPyConnection) -> None:
    """The last minutes of January and the first of February in Zurich, a Wednesday and a Thursday, with code."""
    talk = chat(connection, ANN, 1)
    write, fence = partial(say, connection, talk), partial(block, connection, talk)
    write("a1", "user", "2024-01-31 22:50:00", questions=2, words=5, letters=20, capitals=2, characters=25)
    write("a2", "assistant", "2024-01-31 22:50:04", thinking_seconds=3.0, code_blocks=3, code_lines=9)
    write("a3", "user", "2024-01-31 23:00:00", pleases=1, thanks=1, letters=8, capitals=8, characters=9)
    write("a4", "assistant", "2024-01-31 23:00:06", kind="thoughts", thinking_seconds=100_000.0)
    write("a5", "assistant", "2024-01-31 23:00:10", code_blocks=1, code_lines=4)
    write("a6", "user", "2024-01-31 23:30:00", code_blocks=1, code_lines=1, letters=2, capitals=2, characters=2)
    fence("a2", 0, "python", 3)
    fence("a2", 1, "Python title=x", 4)
    fence("a2", 2, "c++", 2)
    fence("a5", 0, "", 4)
    fence("a6", 0, "python", 1)


def _polite(connection: duckdb.DuckDBPyConnection) -> None:
    """Saturday, Sunday and Tuesday mornings of another provider; what is hidden or of unknown time stands apart."""
    talk = chat(connection, BOB, 2)
    write = partial(say, connection, talk)
    write("b1", "user", "2024-02-03 04:30:00", thanks=3, words=4)
    write("b2", "assistant", "2024-02-03 04:30:20", kind="thoughts", thinking_seconds=6.5)
    write("b3", "assistant", "2024-02-03 04:30:40", kind="thoughts", thinking_seconds=2.5)
    write("b4", "assistant", "2024-02-03 04:30:50")
    write("b5", "user", "2024-02-04 04:45:00", laughs=1, curses=2, exclamations=3)
    write("b6", "user", "2024-02-06 09:00:00")
    write("b7", "user", "2024-02-06 09:10:00", is_hidden=True, pleases=9)
    write("b8", "user", None, questions=1)


def _other(connection: duckdb.DuckDBPyConnection) -> None:
    """An account without a name: one message, on a day of another account."""
    say(connection, chat(connection, BOT, 3), "d1", "user", "2024-02-01 12:00:00")
