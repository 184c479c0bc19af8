"""One SQL statement in a process of its own, which the system bounds: python -m etl.web.sql.sandbox.

A statement can take all memory and time of the process it runs in, whatever DuckDB's own limits say; so it gets one
that may be killed. Asked in JSON on stdin, answered in JSON on stdout.
"""

import json
import math
import os
import re
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb

from etl.reporting.reports.connection import reason

MEMORY = 1_500_000_000
"""Bytes of address space; where the system cannot bound it (Windows, macOS), DuckDB's own limit is what there is."""

ROWS, CELL, ANSWER = 1_000, 10_240, 5_000_000
"""Rows, characters of a cell and characters of all cells that an answer has at most."""

_CPU, _FILES = 10, 64
_LITERAL = re.compile(r"'(?:[^']|'')*'")
_REVEALING = re.compile(
    r"\b(duckdb_(?:databases|settings|secrets|logs)|pragma_database_list|database_list|current_setting|query(?=\W*\())",
    re.IGNORECASE,
)
"""What tells where files lie, and what runs a text as SQL. DuckDB has no switch against them."""
_ASKED = ("SELECT", "EXPLAIN")
_SAFE = 2**53
_PATIENCE = 2.0


def answer(database: str, sql: str) -> dict[str, Any]:
    """Columns, types, rows and what was cut; or an error in a sentence."""
    try:
        with _connect(database) as connection:
            refusal = _refusal(connection, sql)
            if refusal:
                return {"error": refusal}
            connection.execute(sql)
            names = [str(column[0]) for column in connection.description or []]
            kinds = [str(column[1]) for column in connection.description or []]
            rows, is_cut = _rows(connection)
            return {"columns": names, "types": kinds, "rows": rows, "is_cut": is_cut}
    except duckdb.OutOfMemoryException:
        return {"error": "The statement needs more memory than is given to one; ask for less."}
    except duckdb.Error as error:
        return {"error": _without_folder(reason(error))}
    except MemoryError:
        return {"error": "The answer needs more memory than is given to one; ask for less."}


def bound() -> None:
    """Give up, for good, what a question does not need: memory, time, files, and writing any."""
    try:
        import resource
    except ImportError:
        return
    limits = {"RLIMIT_AS": MEMORY, "RLIMIT_CPU": _CPU, "RLIMIT_NOFILE": _FILES, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0}
    for name, value in limits.items():
        with suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (value, value))


def _connect(database: str) -> duckdb.DuckDBPyConnection:
    """For reading only, with nothing else in reach; a load that has just begun may hold the file for a moment."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "enable_external_access": False,
        "allow_community_extensions": False,
        "python_enable_replacements": False,
        "memory_limit": "1GB",
        "threads": 2,
        "temp_directory": "",
        "lock_configuration": True,
    }
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return duckdb.connect(database, read_only=True, config=config)
        except duckdb.IOException:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _refusal(connection: duckdb.DuckDBPyConnection, sql: str) -> str | None:
    kinds = [statement.type.name for statement in connection.extract_statements(sql)]
    if len(kinds) != 1:
        return "Ask one statement at a time."
    if kinds[0] not in _ASKED:
        return f"Only questions are answered here (select, from, describe, explain), not {kinds[0].lower()}."
    found = _REVEALING.search(_LITERAL.sub("''", sql))
    return f"{found[1].lower()} tells about this machine, not about your chats; ask without it." if found else None


def _rows(connection: duckdb.DuckDBPyConnection) -> tuple[list[list[Any]], bool]:
    """As many rows as an answer may have; is it less than all, in rows or within a cell?"""
    found: list[list[Any]] = []
    size, is_cut = 0, False
    while len(found) < ROWS:
        row = connection.fetchone()
        if row is None:
            return found, is_cut
        cells = [_cell(value) for value in row]
        is_cut = is_cut or any(was_cut for _, was_cut in cells)
        size += sum(len(str(value)) for value, _ in cells)
        if size > ANSWER:
            return found, True
        found.append([value for value, _ in cells])
    return found, is_cut or connection.fetchone() is not None


def _cell(value: object) -> tuple[Any, bool]:
    """A value as JSON has it, and whether it was cut: numbers that JSON would bend are texts."""
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) <= _SAFE):
        return value, False
    if isinstance(value, float) and math.isfinite(value):
        return value, False
    text = _without_folder(str(value))
    return text[:CELL], len(text) > CELL


def _without_folder(text: str) -> str:
    folder = str(Path.cwd())
    return text.replace(folder + os.sep, "") if len(folder) > 1 else text


def main() -> None:
    """Say that we are there, and answer what stdin asks."""
    bound()
    sys.stdout.write("\n")
    sys.stdout.flush()
    asked = json.load(sys.stdin)
    sys.stdout.write(json.dumps(answer(asked["database"], asked["sql"])))
    sys.stdout.flush()
    # DuckDB's threads need not be waited for.
    os._exit(0)


if __name__ == "__main__":
    main()
