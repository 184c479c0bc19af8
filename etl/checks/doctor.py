"""Is everything all right? Looks at the file, what is in it, and the machine, and says what to do."""

import shutil
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb

from etl import __version__, assets
from etl.reporting.reports.connection import connect
from etl.reporting.reports.table import Table
from etl.state.file import state_path
from etl.transform.count import verify_vocabularies
from etl.warehouse.build.publish import broken_promises

_UNITS = (("GB", 1e9), ("MB", 1e6), ("kB", 1e3))
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
    is_told = zone not in (None, "UTC", "Etc/UTC")
    yield "time zone", f"{zone or 'missing'}", "" if is_told else "set yours: etl timezone ZONE"
    yield "message text", {"true": "stored", "false": "not stored"}.get(str(text), "stored in part"), ""
    yield "dead space", f"{float(str(dead or 0)):.0%}", ""
    yield "your settings", *_state(database)


def _content(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    numbers = [int(str(number or 0)) for number in _row(connection, "content")]
    conversations, messages, witnessed, assumed, uncounted, undated, warnings = numbers
    yield "content", f"{conversations:,} conversations, {messages:,} messages", ""
    yield "token counts", f"{_share(witnessed, messages)} proven, {_share(assumed, messages)} assumed encoding", ""
    broken = broken_promises(connection)
    yield "rows", "; ".join(broken) or "every one is accounted for", "load again, and report it" if broken else ""
    encodings = connection.execute(assets.sql("doctor")["encodings"]).fetchall()
    yield "encodings", ", ".join(f"{_share(count, messages)} {name}" for name, count in encodings) or "none", ""
    yield "uncounted texts", f"{uncounted:,}", ""
    yield "undated messages", f"{undated:,}", "they are in no day of any report" if undated else ""
    yield "warnings", f"{warnings:,}", "see: etl report quality" if warnings else ""
    unknown = connection.execute(assets.sql("doctor")["unknown_models"]).fetchall()
    named = ", ".join(f"{slug} ({count:,})" for slug, count in unknown)
    yield "unpriced models", named or "none", "see: etl report unpriced" if named else ""
    yield "price table", str(_row(connection, "prices")[0]), ""


def _machine(database: Path) -> Iterator[Finding]:
    wrong = verify_vocabularies()
    yield "vocabularies", f"damaged: {', '.join(wrong)}" if wrong else "whole", "install again" if wrong else ""
    free = shutil.disk_usage(database.parent.resolve()).free
    needed = 2 * database.stat().st_size
    yield "free disk", _size(free), "a load may need more room" if free < needed else ""
    yield "duckdb", duckdb.__version__, ""


def _state(database: Path) -> tuple[str, str]:
    """The file with what no export can bring back, and what to do about it."""
    path = state_path(database)
    if not path.exists():
        return "none", ""
    return f"{path.name}, {_size(path.stat().st_size)}", "back it up"


def _row(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[object, ...]:
    return connection.execute(assets.sql("doctor")[name]).fetchall()[0]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "0%"


def _size(size: int) -> str:
    unit, scale = next(((unit, scale) for unit, scale in _UNITS if size >= scale), _UNITS[-1])
    return f"{size / scale:,.1f} {unit}"
