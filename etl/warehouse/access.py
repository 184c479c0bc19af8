"""Who has the database file open, and why it cannot be opened."""

import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from etl.warehouse.file import attach, connect

_HOLDER = re.compile(r"lock is held in (?P<program>.+?) \(PID (?P<pid>\d+)\)")
_LOCKED = re.compile(r"could not set lock|used by another process|already attached|different configuration", re.I)


@dataclass(frozen=True, slots=True)
class Probe:
    """``free``: nobody has it; ``readers``: it is open for reading; ``writer``: a program may change it.

    ``holder`` names the program and its process where DuckDB knows them: "python3.11 (process 4711)".
    """

    state: Literal["free", "readers", "writer"]
    holder: str | None = None


def probe(path: Path) -> Probe:
    """Find out who has a database file open; where nobody has, the log of a killed writer is applied to it.

    Raises duckdb.Error where the file is not one that this DuckDB can open.
    """
    try:
        _open(path, read_only=False)
        return Probe("free")
    except duckdb.Error as error:
        if not _is_lock(error):
            raise
        holder = _holder_of(error)
    try:
        _open(path, read_only=True)
        return Probe("readers", holder)
    except duckdb.Error as error:
        if not _is_lock(error):
            raise
        return Probe("writer", _holder_of(error) or holder)


def refusal(path: Path, error: duckdb.Error) -> str:
    """DuckDB's reason for not opening a file, as a sentence with a next step."""
    text = str(error)
    if _is_lock(error):
        holder = _holder_of(error) or "another program"
        return f"{path.name} is open for writing in {holder}; close it there, or open it there read-only."
    if "version number" in text or "newer" in text.lower():
        return f"{path.name} was written by a newer DuckDB than {duckdb.__version__}; upgrade duckdb."
    if "not a valid DuckDB" in text:
        return f"{path.name} is not a DuckDB file; choose another with --db."
    return f"{path.name} cannot be opened: {text.splitlines()[0]}"


def _open(path: Path, *, read_only: bool) -> None:
    with closing(connect()) as connection:
        attach(connection, path, "probed", read_only=read_only)
        if not read_only:
            connection.execute("checkpoint probed")
        connection.execute("detach probed")


def _is_lock(error: duckdb.Error) -> bool:
    """Does DuckDB say that somebody else holds the file?"""
    return _LOCKED.search(str(error)) is not None


def _holder_of(error: duckdb.Error) -> str | None:
    """The program that DuckDB says holds the file."""
    found = _HOLDER.search(str(error))
    return f"{Path(found['program']).name} (process {found['pid']})" if found else None
