"""What tests of loading again need: exports of a conversation in several versions, and what came of loading them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from etl.checks.verify import verify
from etl.pipeline.load import Loaded, load
from etl.pipeline.options import Options
from tests import claude_export
from tests.conftest import look_up

BOOKKEEPING = {"load_id", "revision", "raw_hash", "raw_bytes", "content_hash", "exported_at"}
SEEN = {"first_load_id", "last_load_id", "first_seen_at", "last_seen_at", "last_exported_at"}
TABLES = ("conversations", "messages", "message_tokens", "attachments", "feedback", "accounts", "requests")
START = 1_780_000_000
DAY = 86_400


class Version(NamedTuple):
    """What one export tells: of one conversation, of a rating of it, and of the account."""

    title: str = "First"
    answer: str = "The beginn"
    current: str = "a"
    has_branch: bool = True
    is_archived: bool = False
    project: str | None = None
    update_time: float = START
    rating: str = "thumbs_up"
    email: str = "one@example.org"


def exported(path: Path, version: Version, day: int = 0) -> Path:
    """A zip of that version, with another chat of that day to tell when it was made."""
    nodes = {"root": (None, None, None), "q": ("root", "user", "A question"), "a": ("q", "assistant", version.answer)}
    if version.has_branch or version.current == "b":
        nodes["b"] = ("q", "assistant", "Another answer")
    chats = [_chat("c", version.title, nodes, version.current, version.update_time)]
    chats[0] |= {"is_archived": version.is_archived, "gizmo_id": version.project}
    chats[0] |= {"gizmo_type": "snorlax"} if version.project else {}
    if day:
        chats.append(_chat(f"day{day}", "Of the day", {"r": (None, "user", f"Day {day}")}, "r", START + day * DAY))
    feedback = [{"id": "f", "conversation_id": "c", "rating": version.rating}]
    user = {"id": "user-1", "email": version.email}
    members = {"conversations": chats, "message_feedback": feedback, "user": user}
    return claude_export.packed(path, **members)


def _chat(name: str, title: str, nodes: dict[str, Any], current: str, updated: float) -> dict[str, Any]:
    mapping = {
        node: {"id": node, "parent": parent, "message": role and _said(node, role, text)}
        for node, (parent, role, text) in nodes.items()
    }
    head = {"conversation_id": name, "title": title, "create_time": START, "update_time": updated}
    return head | {"mapping": mapping, "current_node": current}


def _said(node: str, role: str, text: str) -> dict[str, Any]:
    content = {"content_type": "text", "parts": [text]}
    return {"id": node, "author": {"role": role}, "content": content, "create_time": START, "metadata": {}}


def loaded(database: Path, *paths: Path) -> Loaded:
    return load(paths, Options(database, zone="UTC", jobs=1), lambda *_: None)


def ask(database: Path, query: str) -> list[tuple[Any, ...]]:
    return look_up(database, query)


def content(database: Path) -> dict[str, list[Any]]:
    """What a database says of its chats, however it came to know it."""
    found = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        for table in TABLES:
            columns = [row[0] for row in connection.execute(f"describe core.{table}").fetchall()]
            listed = ", ".join(column for column in columns if column not in BOOKKEEPING | SEEN)
            found[table] = sorted(connection.execute(f"select {listed} from core.{table}").fetchall(), key=repr)
    return found


def lacking(database: Path, paths: Iterable[Path]) -> list[str]:
    """The exports that verify finds something of missing or otherwise."""
    return [path.name for path in paths if not verify(database, [path]).is_complete]


HOLDS = (
    "select title, is_archived, project_id, current_node_id, (select text from core.messages where node_id = 'a'), "
    "(select rating from core.feedback), (select email from core.accounts), "
    "(select count(*) from core.messages where is_retained) from core.conversations where conversation_id = 'c'"
)


def held(version: Version) -> list[tuple[Any, ...]]:
    retained = 0 if version.has_branch else 1
    told = (version.title, version.is_archived, version.project, version.current, version.answer, version.rating)
    return [(*told, version.email, retained)]
