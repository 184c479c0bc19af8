"""Exports of a team, of which some tell the same, and how a lake of them is held against a database of them."""

import json
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from etl.lake.database import views
from etl.lake.division import Limits
from etl.lake.generation import current
from etl.lake.here import here
from etl.lake.load import Loaded, load
from etl.pipeline.load import load as load_database
from etl.pipeline.options import Options
from tests.chatgpt_export import chain, said
from tests.claude_export import said as claude_said
from tests.claude_export import talk
from tests.warehouse.copied_logs import claude_file, claude_turn

RUN_TIMES = {"loads": ("started_at", "finished_at", "seconds"), "conversations": ("first_seen_at", "last_seen_at")}
"""Columns that tell when something was loaded and how long it took, which no two loads have the same."""

UNDATED = ("exported_at", "last_exported_at")
"""Columns that tell it too, but only of exports that do not say when they were made."""


def team(folder: Path) -> list[Path]:
    """Exports of three people, one of whom has two, one of a whole team, and logs that two accounts share."""
    first = [chat("c1", 1_735_000_000, "one", "two", "three"), chat("c2", 1_735_100_000, "kept")]
    later = [chat("c1", 1_736_000_000, "one", "two", "other", "four"), chat("c3", 1_736_100_000, "new")]
    made = [
        chatgpt(folder / "anna-2025-01-10.zip", "anna", first),
        chatgpt(folder / "anna-2025-02-10.zip", "anna", later),
        chatgpt(folder / "ben-2025-01-20.zip", "ben", [chat("c1", 1_735_200_000, "mine"), first[1]]),
        chatgpt(folder / "nobody-2025-01-25.zip", None, [chat("c9", 1_735_300_000, "whose")]),
    ]
    users = [{"uuid": name, "full_name": name.title(), "email_address": f"{name}@x"} for name in ("anna", "cleo")]
    chats = [
        {**talk(claude_said("human", f"Hello {place}"), name=f"t{place}"), "account": {"uuid": name}}
        for place, name in enumerate(("anna", "cleo", "gone"))
    ]
    made.append(packed(folder / "team-2025-01-30.zip", {"users.json": users, "conversations.json": chats}))
    turns = [claude_turn(number) for number in range(3)]
    for name, session, some in (("anna", "S", turns), ("ben", "R", [*turns[:2], claude_turn(7, "R")])):
        made.append(log(folder / f"logs-{name}.zip", session, claude_file(session, some)))
    (folder / "accounts.csv").write_text("path,account\nlogs-anna.zip,anna\nlogs-ben.zip,ben\n")
    return made


def chat(name: str, at: int, *words: str) -> dict[str, Any]:
    """A conversation of ChatGPT's, a minute a message."""
    messages = [
        said("assistant" if place % 2 else "user", word, create_time=at + 60 * place, metadata={"model_slug": "gpt-4o"})
        for place, word in enumerate(words)
    ]
    return chain(*messages, conversation_id=name, create_time=at, update_time=at + 600)


CHATS = [chat("c1", 1_735_000_000, "one", "two"), chat("c2", 1_735_100_000, "three")]


def chatgpt(path: Path, account: str | None, chats: Sequence[Any]) -> Path:
    """A zip of ChatGPT's."""
    user = {"user.json": {"id": account, "email": f"{account}@x"}} if account else {}
    return packed(path, {"conversations.json": chats, **user})


def packed(path: Path, members: dict[str, Any], how: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip of JSON members."""
    with zipfile.ZipFile(path, "w", how) as file:
        for name, value in members.items():
            file.writestr(name, json.dumps(value))
    return path


def log(path: Path, session: str, events: Sequence[Any]) -> Path:
    """A zip with the log of one session: of loose files a load remembers only those that are seconds old."""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(f"{session}.jsonl", "".join(json.dumps(event) + "\n" for event in events))
    return path


def options(database: Path, paths: Sequence[Path], **chosen: Any) -> Options:
    """Those of a load of a team's exports."""
    accounts = paths[0].parent / "accounts.csv"
    usual: dict[str, Any] = {"zone": "Europe/Zurich", "jobs": 1, "accounts": accounts if accounts.exists() else None}
    return Options(database, **usual | chosen)


def into(lake: Path, paths: Sequence[Path], buckets: int = 1, limits: Limits | None = None, **chosen: Any) -> Loaded:
    """Load exports into a lake that has so many buckets at least, or is divided by ``limits``."""
    given = options(lake / "lake.duckdb", paths, **chosen)
    return load(lake, paths, given, here, lambda *_: None, limits or Limits(buckets))


def shown(folder: Path) -> Path:
    """A lake of two short chats of anna's, with its views, in a folder."""
    into(folder / "lake", [chatgpt(folder / "anna-2025-01-10.zip", "anna", CHATS)])
    views(folder / "lake")
    return folder / "lake"


def messages(lake: Path) -> Path:
    """The one file of a small lake's messages."""
    (path,) = (lake / "core" / "messages").rglob("*.parquet")
    return path


def confuse(lake: Path) -> None:
    """Put a file of another table in the place of a small lake's messages."""
    shutil.copyfile(next((lake / "core" / "tool_calls").rglob("*.parquet")), messages(lake))


def database(path: Path, paths: Sequence[Path], **chosen: Any) -> Path:
    """The database of the same exports, loaded at once."""
    load_database(paths, options(path, paths, searchable=False, **chosen), lambda *_: None)
    return path


def differences(lake: Path, held: Path) -> dict[str, tuple[int, int]]:
    """By table, how many rows only the database has and how many only the lake; nothing where they are equal.

    Columns and their types are compared too: a table that has others is there with (-1, -1).
    """
    found = {}
    files = current(lake).files(lake)
    with duckdb.connect(str(held), read_only=True) as connection:
        for table, columns in _columns(connection):
            listed = [str(path) for path in files[table]]
            connection.execute(
                f"create or replace temp view told as from read_parquet({listed!r}, hive_partitioning = false)"
            )
            rows = [_rows(connection, f"core.{table}", "core.loads", table, columns)]
            rows.append(_rows(connection, "told", _listed(files["loads"]), table, columns))
            if len({str(connection.execute(f"describe {one}").fetchall()) for one in rows}) > 1:
                found[table] = (-1, -1)
                continue
            more = tuple(_count(connection, f"({a}) except all ({b})") for a, b in (rows, rows[::-1]))
            if any(more):
                found[table] = (more[0], more[1])
    assert files.keys() == {table for table, _ in _columns_of(held)}
    return found


def rows_of(lake: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of a lake, by table, in an order of its own; run times left out."""
    found = {}
    with duckdb.connect() as connection:
        for table, files in current(lake).files(lake).items():
            left_out = ", ".join(RUN_TIMES.get(table, ()))
            columns = f"* exclude ({left_out})" if left_out else "*"
            found[table] = connection.execute(f"select {columns} from {_listed(files)} order by all").fetchall()
    return found


def _rows(connection: duckdb.DuckDBPyConnection, rows: str, loads: str, table: str, columns: Sequence[str]) -> str:
    began = f"(select min(started_at) from {loads})"
    kept = [
        f"nullif({name}, {began}) as {name}" if name in UNDATED else name
        for name in columns
        if name not in RUN_TIMES.get(table, ())
    ]
    return f"select {', '.join(kept)} from {rows}"


def _listed(files: Sequence[Path]) -> str:
    return f"read_parquet({[str(path) for path in files]!r}, hive_partitioning = false)"


def _columns_of(path: Path) -> list[tuple[str, list[str]]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return _columns(connection)


def _columns(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, list[str]]]:
    return connection.execute(
        "select table_name, list(column_name order by column_index) from duckdb_columns() "
        "where schema_name = 'core' group by all order by all"
    ).fetchall()


def _count(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    ((number,),) = connection.execute(f"select count(*) from ({rows})").fetchall()
    return int(number)
