"""Several versions of a conversation -> one, with what only an older version has kept and marked."""

from collections.abc import Container, Mapping

import duckdb
import pyarrow as pa

from etl import assets
from etl.warehouse.build.merge_trees import regrow
from etl.warehouse.build.plan import Tally
from etl.warehouse.file import keep

SCOPED = (
    "messages",
    "message_tokens",
    "tool_calls",
    "attachments",
    "citations",
    "code_blocks",
    "documents",
)
"""The tables whose rows belong to one version of a conversation and one of its nodes."""

COMPANIONS = {
    "accounts": "provider, account_id",
    "account_settings": "provider, account_id, name",
    "feedback": "provider, account_id, feedback_id",
    "model_comparisons": "provider, account_id, comparison_id",
    "shared_links": "provider, account_id, share_id",
    "group_chats": "provider, account_id, chat_id",
    "files": "provider, account_id, file_id, origin",
    "projects": "provider, account_id, project_id",
    "project_documents": "provider, account_id, project_id, document_id",
    "memories": "provider, account_id, memory_id",
    "artifact_files": "provider, account_id, artifact_id, version_id, file_name",
}
"""The tables of which the newest export's row holds, with their keys."""

_FEW = 200
"""Versions whose texts are found one by one, a few milliseconds each; more are found by reading all texts there are,
which for 2.5 million messages takes two seconds."""

_MICROS = pa.timestamp("us")
_UNCHANGED = pa.schema(
    {
        "provider": pa.string(),
        "account_id": pa.string(),
        "conversation_id": pa.string(),
        "exported_at": _MICROS,
        "is_shown": pa.bool_(),
        "raw_hash": pa.binary(),
        "raw_bytes": pa.int64(),
    }
)


def merge(connection: duckdb.DuckDBPyConnection, load_id: int, tally: Tally) -> dict[str, int]:
    """Leave one row a conversation: the newest by updated_at, then by its export's date, then by the load.

    Only where exports tell no date does the order of loads play a part in the choice. Messages that only other
    versions have stay, marked ``is_retained``, and the tree of such a conversation is numbered anew. Only
    conversations with more than one row are changed. What the load brought or changed is in temp.touched_versions,
    temp.touched and temp.touched_kinds. Returns how many extracted conversations were new, changed, unchanged and
    older.
    """
    statements = assets.sql("build")
    load, seen = {"load_id": load_id}, {"load_id": load_id, "started_at": tally.started_at}
    _date(connection, tally, load)
    connection.execute(statements["rank_versions"])
    connection.execute(statements["touched_versions"], load)
    connection.execute(statements["touched"])
    # Before any row of a version is gone.
    connection.execute(f"create or replace temp table touched_kinds as {statements['kinds']}")
    new, changed, unchanged, older = connection.execute(statements["count_versions"], load).fetchall()[0]
    connection.execute(statements["list_met"], load)
    connection.execute(statements["renew_sight"], seen)
    connection.execute(statements["renew_last_sight"], seen)
    if connection.execute("select count(*) from temp.ranked").fetchall() != [(0,)]:
        _choose(connection, statements, load)
    return {"new": new, "changed": changed, "unchanged": unchanged, "older": older}


def replaced(connection: duckdb.DuckDBPyConnection, load_id: int) -> dict[str, int]:
    """How many titles, texts of messages and other things a load put in the place of what was stored."""
    return dict(connection.execute(assets.sql("build")["count_replaced"], {"load_id": load_id}).fetchall())


def merge_companions(connection: duckdb.DuckDBPyConnection, inserted: Container[str] | None = None) -> None:
    """Leave one row a key in what an export tells beside its conversations: that of the newest export.

    Only tables are looked at into which rows were ``inserted``, of which the others have one already; all if None, as
    where an account got another's name. Of each file that was read again only the last reading is remembered.
    """
    statements = assets.sql("build")
    tables = {name: keys for name, keys in COMPANIONS.items() if inserted is None or name in inserted}
    for table, keys in tables.items():
        connection.execute(statements["newest_companions"].format(table=table, keys=keys))
    if inserted is None or "files_read" in inserted:
        connection.execute(statements["newest_files_read"])


def _choose(connection: duckdb.DuckDBPyConnection, statements: Mapping[str, str], load: dict[str, int]) -> None:
    connection.execute(statements["keep_messages"])
    _list_replaced(connection, statements, load)
    is_regrown = regrow(connection)
    for table in SCOPED:
        connection.execute(statements["discard_rows"].format(table=table))
    connection.execute(statements["mark_retained"])
    if is_regrown:
        connection.execute(statements["apply_regrown"])
        connection.execute(statements["renew_tool_calls"])
    for name in ("drop_listed", "list_losers", "drop_losers"):
        connection.execute(statements[name])


def _list_replaced(connection: duckdb.DuckDBPyConnection, statements: Mapping[str, str], load: dict[str, int]) -> None:
    """Write down what the best version of a conversation tells otherwise than others."""
    connection.execute(statements["list_rivals"], load)
    connection.execute("create or replace temp table readings (revision bigint, node_id varchar, reading ubigint)")
    found = [revision for (revision,) in connection.execute(statements["list_readings"]).fetchall()]
    spans = [(one, one) for one in found] if len(found) <= _FEW else [(min(found), max(found))]
    for first, last in spans:
        connection.execute(statements["read_texts"], {"first": first, "last": last})
    connection.execute(statements["list_replaced"], load)


def _date(connection: duckdb.DuckDBPyConnection, tally: Tally, load: dict[str, int]) -> None:
    """Say of what came, and of what is known, when the exports that have it were made."""
    statements = assets.sql("build")
    starts = [revision for revision, _ in tally.begun]
    ends = [*starts[1:], (load["load_id"] + 1) << 44][: len(starts)]
    dates = [at for _, at in tally.begun]
    columns = [pa.array(starts, pa.int64()), pa.array(ends, pa.int64()), pa.array(dates, _MICROS)]
    keep(connection, "begun", pa.table(columns, names=["first_revision", "until_revision", "exported_at"]))
    connection.execute(statements["date_versions"], load)
    cells = list(zip(*((*key, *of) for key, *of in dict.fromkeys(tally.unchanged)), strict=True)) or [()] * 7
    columns = [pa.array(column, of.type) for column, of in zip(cells, _UNCHANGED, strict=True)]
    keep(connection, "unchanged", pa.table(columns, schema=_UNCHANGED))
    connection.execute(statements["renew_unchanged"], load)
