"""Is everything all right? Looks at the file, what is in it, and the machine, and says what to do."""

import shutil
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb

from etl import __version__, assets
from etl.count import verify_vocabularies
from etl.reports import Table, connect

Finding = tuple[str, str, str]


def examine(database: Path) -> Table:
    """One row a check: what was looked at, what was found, and what to do about it (empty: nothing).

    Raises DatabaseError if there is no database that can be read.
    """
    with closing(connect(database)) as connection:
        findings = [*_file(database, connection), *_content(connection), *_machine(database)]
    return Table("doctor", ("check", "found", "advice"), ("VARCHAR",) * 3, findings)


def _file(database: Path, connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    maker, zone, text, storage, dead = _row(connection, "file")
    mode = stat.S_IMODE(database.stat().st_mode)
    open_to = "others can read it: chmod 600" if mode & 0o077 else ""
    yield "file", f"{database}, {_size(database.stat().st_size)}", open_to
    yield "file format", f"{storage or 'as DuckDB 1.x'}", ""
    yield "made by", f"chatlake {maker}", "" if maker == __version__ else f"this is {__version__}; load again"
    yield "time zone", f"{zone}", "set yours: etl timezone ZONE" if zone in ("UTC", "Etc/UTC") else ""
    yield "message text", {"true": "stored", "false": "not stored"}.get(str(text), "stored in part"), ""
    yield "dead space", f"{float(str(dead or 0)):.0%}", ""


def _content(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    numbers = [int(str(number or 0)) for number in _row(connection, "content")]
    conversations, messages, witnessed, assumed, uncounted, undated, warnings = numbers
    yield "content", f"{conversations:,} conversations, {messages:,} messages", ""
    yield "token counts", f"{_share(witnessed, messages)} proven, {_share(assumed, messages)} assumed encoding", ""
    yield "uncounted texts", f"{uncounted:,}", ""
    yield "undated messages", f"{undated:,}", "they are in no day of any report" if undated else ""
    yield "warnings", f"{warnings:,}", "see: etl report quality" if warnings else ""
    unknown = connection.execute(assets.sql("doctor")["unknown_models"]).fetchall()
    named = ", ".join(f"{slug} ({count:,})" for slug, count in unknown)
    yield "models without price", named or "none", "see: etl report unpriced" if named else ""
    yield "price table", str(_row(connection, "prices")[0]), ""


def _machine(database: Path) -> Iterator[Finding]:
    wrong = verify_vocabularies()
    yield "vocabularies", f"damaged: {', '.join(wrong)}" if wrong else "whole", "install again" if wrong else ""
    free = shutil.disk_usage(database.parent.resolve()).free
    needed = 2 * database.stat().st_size
    yield "free disk", _size(free), "a load may need more room" if free < needed else ""
    yield "duckdb", duckdb.__version__, ""


def _row(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[object, ...]:
    return connection.execute(assets.sql("doctor")[name]).fetchall()[0]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "0%"


def _size(size: int) -> str:
    return f"{size / 1e9:,.1f} GB" if size >= 1e9 else f"{size / 1e6:,.1f} MB"
