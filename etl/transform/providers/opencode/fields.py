"""The shape of a session: what tells that it is opencode's, and the fields it is known to have."""

from collections.abc import Iterator, Mapping
from typing import Any

from etl import assets
from etl.extract.documents import Document
from etl.extract.documents.database import Database
from etl.rows.types import Raw
from etl.transform.providers.coerce import mapping
from etl.transform.providers.issues import known_names
from etl.transform.providers.opencode.second import as_first
from etl.transform.providers.told import objects


def recognises(raw: Raw) -> bool:
    """A session by its id, with a list of messages."""
    if not isinstance(raw, dict) or not isinstance(raw.get("messages"), list):
        return False
    own = head(raw).get("id")
    return isinstance(own, str) and own.startswith("ses_")


def head(raw: Raw) -> Mapping[str, Any]:
    """What is said of the session, beside its messages or around them."""
    return mapping(raw.get("info")) or raw


def opens(document: Document) -> bool:
    """The program's own database."""
    return document.form == "database" and bool(_is_first(document.value) or _is_second(document.value))


def conversations(document: Document) -> Iterator[Raw]:
    """The sessions of its database, as the export command prints them. The names of its columns have changed.

    Version 2 has tables of its own and leaves the older beside them as they were: a session is read from one of both,
    from the newer where that has a table of sessions.
    """
    database, sql = document.value, assets.sql("databases")
    has_both = _is_first(database) and _is_second(database)
    older = "s.id in (select session_id from message)"
    newer = "s.id in (select session_id from session_message)"
    is_moved = "session_v2" in database.tables
    for name, column in (("message", "session_id"), ("part", "message_id"), ("session_message", "session_id")):
        database.index(name, column)
    if _is_first(database):
        where = f"not ({newer})" if has_both and is_moved else "true"
        yield from _told(database, sql["opencode"], _sessions(database, "session", "message", where))
    if _is_second(database):
        table = "session_v2" if is_moved else "session"
        where = f"not ({older})" if has_both and not is_moved else "true"
        sessions = _sessions(database, table, "session_message", where)
        yield from map(as_first, _told(database, sql["opencode_2"], sessions))


def _is_first(database: Database) -> bool:
    has_messages = {"session_id", "data"} <= database.tables.get("message", frozenset())
    return has_messages and {"message_id", "data"} <= database.tables.get("part", frozenset())


def _is_second(database: Database) -> bool:
    return {"session_id", "type", "time_created", "data"} <= database.tables.get("session_message", frozenset())


def _sessions(database: Database, table: str, messages: str, where: str) -> str:
    """A query of the sessions under names that do not change; of some there are nothing but messages."""
    columns = database.tables.get(table, frozenset())
    names: dict[str, tuple[str, ...]] = {
        name: (name,) for name in ("parent_id", "directory", "title", "version", "revert")
    }
    names |= {name: (f"time_{name}", f"{name}_at") for name in ("created", "updated")}
    told = {name: next((one for one in some if one in columns), "null") for name, some in names.items()}
    lost = f"select distinct session_id as id, {', '.join(f'null as {name}' for name in told)} from {messages} as s"
    if "id" not in columns:
        return lost
    held = ", ".join(f"{one} as {name}" for name, one in told.items())
    known = f"select id, {held} from {table} as s where {where}"
    return f"{known} union all {lost} where session_id not in (select id from {table})"


def _told(database: Database, sql: str, sessions: str) -> Iterator[Raw]:
    order = "m.seq" if "seq" in database.tables.get("session_message", ()) else "m.time_created, m.id"
    told = assets.sql("databases")["opencode_session"]
    yield from objects(database.texts(sql.format(session=told, sessions=sessions, order=order)))


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names(
        """info messages rows lost id slug projectID parentID directory title version time share revert summary
        permission model createdAt updatedAt cost tokens agent workspaceID path metadata"""
    ),
    "message": known_names(
        """id sessionID role time parentID modelID providerID mode agent path cost tokens finish error summary system
        tools model variant format structured createdAt cwd parts seq"""
    ),
    "content_type": known_names(
        """text reasoning file tool step-start step-finish snapshot patch agent subtask retry compaction"""
    ),
}
"""The fields that sessions of 2025 and 2026 are known to have, by place."""
