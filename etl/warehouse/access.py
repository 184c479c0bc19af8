"""Who has the database file open, and why it cannot be opened."""

import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from etl.errors import DatabaseError
from etl.files import refuse_special
from etl.warehouse.file import attach, connect, log_of
from etl.warehouse.memory import is_out_of_memory, ran_out

_HOLDER = re.compile(r"lock is held in (?P<program>.+?) \(PID (?P<pid>\d+)\)")
_DAMAGE = re.compile(r"corrupt|checksum|could not read enough bytes|invalidated because|failed to deserialize", re.I)
_OF_FILES = re.compile(r"no files found that match|\.parquet['\"]|parquet file|don't know what type", re.I)
_OF_ASKING = (duckdb.PermissionException, duckdb.CatalogException, duckdb.BinderException, duckdb.ParserException)
"""What DuckDB says of a statement that names such a file, be it as it may."""
_BROKEN = (duckdb.SerializationException, duckdb.FatalException)
_MAGIC = slice(8, 12)
_FOREIGN = "{name} is not a DuckDB file; choose another with --db."
_INSTEAD = "put back a copy of it, or load your exports into another --db"
_DAMAGED = f"{{name}} is damaged and cannot be read; {_INSTEAD}."
_SHOWN = "select view_name from duckdb_views() where database_name = 'shown' and schema_name = 'core'"
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
        if not is_held(error):
            raise
        holder = _holder_of(error)
    try:
        _open(path, read_only=True)
        return Probe("readers", holder)
    except duckdb.Error as error:
        if not is_held(error):
            raise
        return Probe("writer", _holder_of(error) or holder)


def refusal(path: Path, error: duckdb.Error) -> str:
    """DuckDB's reason for not opening a file, as a sentence with a next step."""
    text = str(error)
    if is_out_of_memory(error):
        return ran_out()
    if is_held(error):
        holder = _holder_of(error) or "another program"
        return f"{path.name} is open for writing in {holder}; close it there, or open it there read-only."
    if "version number" in text or "newer" in text.lower():
        return f"{path.name} was written by a newer DuckDB than {duckdb.__version__}; upgrade duckdb."
    if "not a valid DuckDB" in text:
        return _FOREIGN.format(name=path.name)
    if "permission denied" in text.lower():
        return f"{path.name} cannot be read (permission denied); check its permissions."
    if _is_broken(error):
        return _DAMAGED.format(name=path.name)
    return f"{path.name} cannot be opened by DuckDB {duckdb.__version__} ({type(error).__name__}); {_INSTEAD}."


def refuse_foreign(path: Path) -> None:
    """Raise DatabaseError for what is no DuckDB file, seen before DuckDB is asked.

    It would wait at a pipe for ever, and look for an extension to read a file of SQLite with.
    """
    for file in (path, log_of(path)):
        refuse_special(file, "choose another with --db")
    if path.is_dir():
        raise DatabaseError(f"{path} is a folder; give the name of a file in it with --db.")
    try:
        with path.open("rb") as stream:
            head = stream.read(_MAGIC.stop)
    except OSError:
        # DuckDB says why.
        return
    if head[_MAGIC] != b"DUCK":
        raise DatabaseError(_FOREIGN.format(name=path.name))


def damage(path: Path, error: BaseException) -> str | None:
    """The sentence about a database file, or one that its views show, that is not as it was written.

    None where neither an error, nor what led to it, is about that.
    """
    if is_of_files(error) or (any(isinstance(one, duckdb.BinderException) for one in _led_to(error)) and _is_odd(path)):
        return (
            f"A file that {path.name} shows is damaged or gone; make {path.name} anew with: etl lake views DIR, and if "
            "that does not help, move DIR/current.json away, then load any export into the lake again."
        )
    return _DAMAGED.format(name=path.name) if _is_broken(error) else None


def is_of_files(error: BaseException) -> bool:
    """Does DuckDB say so of a Parquet file, or that it is gone?"""
    return any(_says(one, _OF_FILES) and not isinstance(one, _OF_ASKING) for one in _led_to(error))


def is_held(error: BaseException | None) -> bool:
    """Does DuckDB say that somebody else holds the file?"""
    return isinstance(error, duckdb.Error) and _LOCKED.search(str(error)) is not None


def _open(path: Path, *, read_only: bool) -> None:
    with closing(connect()) as connection:
        attach(connection, path, "probed", read_only=read_only)
        if not read_only:
            connection.execute("checkpoint probed")
        connection.execute("detach probed")


def _is_broken(error: BaseException) -> bool:
    return any(isinstance(one, _BROKEN) or _says(one, _DAMAGE) for one in _led_to(error))


def _is_odd(path: Path) -> bool:
    """Do the views of a lake's database show a file of another table? Nothing but binding each tells that."""
    with closing(connect()) as connection:
        try:
            attach(connection, path, "shown", read_only=True)
        except duckdb.Error:
            # Older versions of DuckDB say by the same kind of error that this process has it open already.
            return False
        try:
            for (table,) in connection.execute(_SHOWN).fetchall():
                connection.execute(f'describe shown.core."{table}"')
        except duckdb.Error as error:
            return isinstance(error, duckdb.BinderException)
    return False


def _led_to(error: BaseException) -> list[BaseException]:
    """An error, and what led to it. One that is raised from itself leads to itself."""
    chain: list[BaseException] = [error]
    for one in chain:
        chain += [led for led in (one.__cause__, one.__context__) if led is not None and led not in chain]
    return chain


def _says(error: BaseException, what: re.Pattern[str]) -> bool:
    return isinstance(error, duckdb.Error) and what.search(str(error)) is not None


def _holder_of(error: duckdb.Error) -> str | None:
    """The program that DuckDB says holds the file."""
    found = _HOLDER.search(str(error))
    return f"{Path(found['program']).name} (process {found['pid']})" if found else None
