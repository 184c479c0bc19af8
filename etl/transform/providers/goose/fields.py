"""The shape of a session: what tells that it is Goose's, and the fields it is known to have."""

from collections.abc import Iterator, Mapping

from etl import assets
from etl.extract.documents import Document
from etl.extract.documents.database import Database
from etl.rows.types import Raw
from etl.transform.providers.coerce import from_json, items
from etl.transform.providers.issues import known_names
from etl.transform.providers.logs import file, is_log

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
    """A session, as ``conversations`` gives it; or a log of the time before the database."""
    if isinstance(raw, dict) and "rows" in raw:
        return is_log(raw, recognises_row)
    if not isinstance(raw, dict) or not {"working_dir", "session_type", "ledger"} <= raw.keys():
        return False
    return isinstance(raw.get("messages"), list)


def recognises_row(row: Raw) -> bool:
    """A message of a log, by what it has and what it has not: no type, no id of a session."""
    is_message = row.get("role") in ("user", "assistant") and type(row.get("created")) is int
    return is_message and isinstance(row.get("content"), list) and not {"type", "sessionId", "uuid"} & row.keys()


def of_log(raw: Raw) -> Raw:
    """A log as the database tells a session: its first row says what is known of it."""
    rows = [row for row in items(raw.get("rows")) if isinstance(row, dict)]
    head = next((row for row in rows if "working_dir" in row and "role" not in row), {})
    rest = [row for row in rows if row is not head]
    return _as_told({**head, "id": file(raw).name.partition(".")[0], "conversation": rest})


def _as_told(session: Raw) -> Raw:
    """A session without a ledger; of the names that nobody knows nothing but these."""
    told = {name: value if name in KNOWN["conversation"] else None for name, value in session.items()}
    sums = [told.get(name) for name in ("accumulated_input_tokens", "accumulated_total_tokens", "total_tokens")]
    told["accumulated_input_tokens"] = next(filter(None, sums), None)
    messages = told.pop("conversation")
    return {**dict.fromkeys(("working_dir", "session_type")), **told, "messages": messages, "ledger": []}


def opens(document: Document) -> bool:
    """The program's own database, sessions.db; or a session that the command exported."""
    if document.form == "json":
        value = document.value
        is_session = isinstance(value, dict) and {"id", "working_dir", "conversation"} <= value.keys()
        return is_session and isinstance(value["conversation"], list)
    tables = document.value.tables if document.form == "database" else {}
    has_messages = {"id", "session_id", "role", "content_json"} <= tables.get("messages", frozenset())
    return bool(has_messages and {"id", "working_dir"} <= tables.get("sessions", frozenset()))


def conversations(document: Document) -> Iterator[Raw]:
    """The sessions of its database; the one that was exported."""
    if document.form == "json":
        yield _as_told(document.value)
        return
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
        accumulated_input_tokens messages ledger conversation message_count schedule_id total_tokens input_tokens
        output_tokens accumulated_total_tokens accumulated_output_tokens extension_data recipe user_recipe_values
        user_set_name provider_name"""
    ),
    "message": known_names("id role created content metadata"),
    "content_type": known_names(
        """text thinking reasoning redactedThinking toolRequest toolResponse toolConfirmationRequest frontendToolRequest
        image systemNotification actionRequired contextLengthExceeded summarizationRequested conversationCompacted"""
    ),
}
"""The fields of what ``conversations`` gives, by place, of databases of 2025 and 2026."""
