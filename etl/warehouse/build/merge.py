"""Several versions of a conversation -> one, with what only an older version has kept and marked."""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from etl import assets
from etl.warehouse.build.merge_trees import regrow
from etl.warehouse.build.plan import Tally

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
}
"""The tables of which the newest load's row holds, with their keys."""


def merge(connection: duckdb.DuckDBPyConnection, load_id: int, tally: Tally) -> dict[str, int]:
    """Leave one row a conversation: the newest by updated_at, then by nodes, then by bytes and their hash.

    The order of loads plays no part in the choice. Messages that only other versions have stay, marked
    ``is_retained``, and the tree of such a conversation is numbered anew. Only conversations with more than
    one row are touched. Returns how many extracted conversations were new, changed, unchanged and older.
    """
    statements = assets.sql("build")
    seen = {"load_id": load_id, "started_at": tally.started_at}
    connection.execute(statements["rank_versions"])
    new, changed, unchanged, older = connection.execute(statements["count_versions"], {"load_id": load_id}).fetchall()[
        0
    ]
    connection.execute(statements["renew_sight"], seen)
    _renew_unchanged(connection, tally, seen)
    if connection.execute("select count(*) from temp.ranked").fetchall() != [(0,)]:
        _choose(connection, statements)
    return {"new": new, "changed": changed, "unchanged": unchanged, "older": older}


def merge_companions(connection: duckdb.DuckDBPyConnection) -> None:
    """Leave one row a key in what an export tells beside its conversations: that of the newest load.

    What the list of files says of an attachment that does not say it itself is filled in.
    """
    statements = assets.sql("build")
    for table, keys in COMPANIONS.items():
        connection.execute(statements["newest_companions"].format(table=table, keys=keys))
    connection.execute(statements["name_attachments"])


def _choose(connection: duckdb.DuckDBPyConnection, statements: Mapping[str, str]) -> None:
    connection.execute(statements["keep_messages"])
    is_regrown = regrow(connection)
    for table in SCOPED:
        connection.execute(statements["discard_rows"].format(table=table))
    connection.execute(statements["mark_retained"])
    if is_regrown:
        connection.execute(statements["apply_regrown"])
        connection.execute(statements["renew_tool_calls"])
    for name in ("drop_listed", "list_losers", "drop_losers"):
        connection.execute(statements[name])


def _renew_unchanged(connection: duckdb.DuckDBPyConnection, tally: Tally, seen: dict[str, object]) -> None:
    keys = list(dict.fromkeys(tally.unchanged))
    columns = [pa.array([key[place] for key in keys], pa.string()) for place in range(3)]
    rows = pa.table(columns, names=["provider", "account_id", "conversation_id"])
    connection.register("unchanged_keys", rows)
    connection.execute("create or replace temp table unchanged as from unchanged_keys")
    connection.unregister("unchanged_keys")
    connection.execute(assets.sql("build")["renew_unchanged"], seen)
