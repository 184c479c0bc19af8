"""A database small enough to count by hand: three conversations of two accounts, made without the loader."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb
from msgspec.structs import asdict

from etl.reporting.reports.run import run
from etl.reporting.reports.table import Table
from etl.rows.conversation import Conversation
from etl.rows.details import CodeBlock, ToolCall
from etl.rows.message import Message
from etl.warehouse.build.derive import derive
from tests.reporting.report_costs import add_costs
from tests.warehouse.blank_database import lay

Key = dict[str, object]

ANN: Key = {"provider": "chatgpt", "account_id": "ann"}
BOB: Key = {"provider": "claude", "account_id": None}
OF_LOGS = ("agents", "blocks")
"""Reports of what only logs of agents tell, and this database has none."""

LOADED = datetime(2024, 3, 9, 8)


def database(folder: Path) -> Path:
    """The path of the database, made in a folder."""
    path = folder / "chats.duckdb"
    with duckdb.connect(str(path)) as connection:
        lay(connection)
        _loads(connection)
        _regenerated(connection)
        _edited(connection)
        _undated(connection)
        add_costs(connection)
        derive(connection, everything=True)
    return path


def ask(path: Path, typed: str, chosen: dict[str, object] | None = None) -> Table:
    """A report by the name that people type, as "costs --by model"."""
    name, _, by = typed.partition(" --by ")
    return run(path, name, chosen, by or None)


def records(path: Path, typed: str, chosen: dict[str, object] | None = None) -> list[dict[str, object]]:
    """The rows of a report, by column."""
    return by_column(ask(path, typed, chosen))


def by_column(table: Table) -> list[dict[str, object]]:
    """The rows of an answer, by column."""
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def insert(connection: duckdb.DuckDBPyConnection, table: str, **row: object) -> None:
    """One row; columns that are not named are NULL."""
    insert_all(connection, table, [row])


def insert_all(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[dict[str, object]]) -> None:
    """Rows that all name the same columns."""
    marks = ", ".join("?" * len(rows[0]))
    statement = f"insert into core.{table} ({', '.join(rows[0])}) values ({marks})"
    connection.executemany(statement, [list(row.values()) for row in rows])


def message(
    connection: duckdb.DuckDBPyConnection,
    chat: dict[str, object],
    node: str,
    parent: str | None,
    depth: int,
    role: str,
    tokens: int,
    at: str | None,
    **fields: object,
) -> None:
    """One message, written ``at`` a time like "2024-03-04 10:00", from which its local day follows."""
    when = datetime.fromisoformat(at) if at else None
    own = {
        "message_id": node,
        "parent_id": parent,
        "depth": depth,
        "role": role,
        "tokens": tokens,
        "kind": "text",
    }
    row = asdict(Message(node, **{"text": f"text of {node}", **own, **fields}))  # type: ignore[arg-type]
    local = {"local_date": when and when.date(), "local_hour": when and when.hour}
    insert(connection, "messages", **chat, **row | {"created_at": when} | local)


def _loads(connection: duckdb.DuckDBPyConnection) -> None:
    insert(connection, "settings", name="timezone", value="Europe/Zurich")
    insert(
        connection,
        "loads",
        load_id=1,
        started_at=LOADED,
        finished_at=LOADED,
        product_version="0.1.0",
        conversations=3,
        conversations_new=3,
        conversations_changed=0,
        conversations_unchanged=0,
        conversations_older=0,
        nodes=20,
        nodes_unchanged=0,
        messages=17,
        issues=1,
    )
    insert(connection, "load_drops", load_id=1, **ANN, reason="no message", nodes=3)
    insert(connection, "load_issues", load_id=1, **ANN, severity="warning", reason="no parent", node_id="x")
    insert(
        connection,
        "load_files",
        load_id=1,
        **ANN,
        export="a.zip",
        member="chat.html",
        bytes=9,
        treatment="listed",
    )
    for place, name, known in (("message", "channel", True), ("metadata", "novel", False)):
        insert(connection, "load_fields", load_id=1, **ANN, place=place, name=name, records=2, is_known=known)


def _conversation(connection: duckdb.DuckDBPyConnection, key: Key, **fields: object) -> Key:
    row = asdict(Conversation(**fields))  # type: ignore[arg-type]
    seen = {"first_load_id": 1, "last_load_id": 1, "first_seen_at": LOADED, "last_seen_at": LOADED}
    revision = {"revision": len(str(row["conversation_id"]))}
    insert(connection, "conversations", **key, **revision, **row | seen)
    return {**key, "conversation_id": row["conversation_id"], **revision}


def _regenerated(connection: duckdb.DuckDBPyConnection) -> None:
    """Two days; the first answer was regenerated; then a search, and an answer split over two messages."""
    chat = _conversation(connection, ANN, conversation_id="c", title="Bread | <b>rolls</b>", nodes=13)
    say = partial(message, connection, chat)
    shown, gpt_4o, gpt_5 = (
        {"is_current": True},
        {"model_slug": "gpt-4o"},
        {"model_slug": "gpt-5", "is_current": True},
    )
    day, next_day = "2024-03-04 10:00", "2024-03-05 21:30"
    say("n0", None, 0, "system", 0, day, kind="empty", is_hidden=True)
    say("n1", "n0", 1, "user", 10, day, images=1, **shown)
    say("n2", "n1", 2, "assistant", 20, day, siblings=2, **gpt_4o)
    coded = {"code_blocks": 1, "code_lines": 2}
    say("n3", "n1", 2, "assistant", 30, day, siblings=2, sibling_index=1, **coded, **shown, **gpt_4o)
    say("n4", "n3", 3, "user", 5, next_day, **shown)
    say("n5", "n4", 4, "assistant", 7, next_day, kind="thoughts", thinking_seconds=90.0, **gpt_5)
    say("n6", "n5", 5, "assistant", 8, next_day, kind="code", recipient="web.run", **gpt_5)
    say("n7", "n6", 6, "tool", 100, next_day, kind="browsing", **shown)
    say("n8", "n7", 7, "assistant", 40, next_day, text="It is a long st", recipient="all", **gpt_5)
    say("n9", "n8", 8, "assistant", 2, next_day, text="ory.", **gpt_5)
    block = CodeBlock("n3", 0, language="python", info="python", lines=2, characters=20, is_closed=True)
    insert(connection, "code_blocks", **chat, **asdict(block))
    call = ToolCall(0, "n6", "n6", "web.run", "browse", result_node_id="n7", results=1, duration_seconds=1.5)
    insert(connection, "tool_calls", **chat, **asdict(call) | {"started_at": datetime(2024, 3, 5, 20, 30)})
    insert(connection, "feedback", **ANN, feedback_id="f", message_id="n2", rating="thumbs_down")
    compared = {"created_at": datetime(2024, 3, 8), "original_model_slug": "gpt-4o", "new_model_slug": "gpt-5"}
    insert(connection, "model_comparisons", **ANN, comparison_id="d", choice="new", comment="better", **compared)
    insert(connection, "model_comparisons", **ANN, comparison_id="e", choice="same", **compared)
    insert(connection, "shared_links", **ANN, share_id="s", conversation_id="c", is_anonymous=True)


def _edited(connection: duckdb.DuckDBPyConnection) -> None:
    """One day, in a project; the question was spoken, then edited; then a task of deep research."""
    chat = _conversation(connection, ANN, conversation_id="cc", title="Trains", nodes=5, project_id="g-p-1")
    say = partial(message, connection, chat)
    shown, gpt_4o, day = {"is_current": True}, {"model_slug": "gpt-4o"}, "2024-03-08 10:15"
    say("m1", None, 1, "user", 4, day, siblings=2, is_voice=True)
    say("m2", "m1", 2, "assistant", 6, day, **gpt_4o)
    say("m3", None, 1, "user", 5, day, siblings=2, sibling_index=1, **shown)
    say("m4", "m3", 2, "assistant", 9, day, async_task_id="t", **shown, **gpt_4o)
    say("m5", "m4", 3, "tool", 50, "2024-03-08 10:45", async_task_id="t", is_async_result=True, **shown)
    for number, url in enumerate(("https://a.example", "https://b.example", "https://a.example")):
        insert(connection, "citations", **chat, node_id="m5", ordinal=number, url=url)


def _undated(connection: duckdb.DuckDBPyConnection) -> None:
    """Nothing has a time, and one answer is kept from an older export."""
    chat = _conversation(connection, BOB, conversation_id="ccc", nodes=2, export_format="slim")
    message(connection, chat, "k1", None, 1, "user", 1, None, is_current=True)
    message(connection, chat, "k2", "k1", 2, "assistant", 3, None, is_retained=True, siblings=2)
