"""The shape of a session: what tells that it is Goose's, and the fields it is known to have."""

from collections.abc import Iterator, Mapping

from etl import assets
from etl.extract.documents import Document
from etl.extract.documents.database import Database
from etl.rows.types import Raw
from etl.transform.providers.coerce import from_json
from etl.transform.providers.issues import known_names

_COLUMNS = {
    "sessions": (
        *("id", "name", "description", "working_dir", "session_type", "parent_session_id", "model_config_json"),
        *("created_at", "updated_at", "accumulated_input_tokens"),
    ),
    "messages": ("id", "session_id", "role", "created_timestamp", "content_json", "metadata_json"),
    "ledger": (
        *("id", "session_id", "created_timestamp", "model", "input_tokens", "output_tokens", "cache_read_tokens"),
        *("cache_write_tokens", "cost", "cost_source", "is_compaction"),
    ),
}


def recognises(raw: Raw) -> bool:
    """A session, as ``conversations`` gives it."""
    if not isinstance(raw, dict) or not {"working_dir", "session_type", "ledger"} <= raw.keys():
        return False
    return isinstance(raw.get("messages"), list)


def opens(document: Document) -> bool:
    """The program's own database, sessions.db."""
    tables = document.value.tables if document.form == "database" else {}
    has_messages = {"id", "session_id", "role", "content_json"} <= tables.get("messages", frozenset())
    return bool(has_messages and {"id", "working_dir"} <= tables.get("sessions", frozenset()))


def conversations(document: Document) -> Iterator[Raw]:
    """The sessions of its database."""
    database = document.value
    has_names = "message_id" in database.tables["messages"]
    queries = {
        "sessions": _query(database, "sessions", "sessions"),
        "messages": _query(database, "messages", "messages", "message_id as name" if has_names else "id as name"),
        "ledger": _query(database, "ledger", "usage_ledger"),
    }
    for told in database.texts(assets.sql("databases")["goose"].format(**queries)):
        raw = from_json(told)
        if isinstance(raw, dict):
            yield raw


def _query(database: Database, which: str, table: str, *more: str) -> str:
    """All rows of a table, with nothing in the columns that it lacks; none where there is no such table."""
    there = database.tables.get(table, frozenset())
    columns = [name if name in there else f"null as {name}" for name in _COLUMNS[which]]
    told = ", ".join([*columns, *more])
    return f"select {told} from {table}" if there else f"select {told} where false"


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names(
        """id name description working_dir session_type parent_session_id model_config created_at updated_at
        accumulated_input_tokens messages ledger"""
    ),
    "message": known_names("id role created content metadata"),
    "content_type": known_names(
        """text thinking reasoning redactedThinking toolRequest toolResponse toolConfirmationRequest frontendToolRequest
        image systemNotification actionRequired contextLengthExceeded summarizationRequested conversationCompacted"""
    ),
}
"""The fields of what ``conversations`` gives, by place, of databases of 2025 and 2026."""
