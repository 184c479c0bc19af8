"""A disk or a memory that does not suffice for the next database, told in one sentence."""

import errno
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl.errors import DatabaseError
from etl.warehouse.memory import free_memory, is_out_of_memory

_FULL = re.compile(r"no space left|disk quota|file too large|max_temp_directory_size|not enough space", re.I)
_FULL_NUMBERS = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


@contextmanager
def explained(path: Path, folder: Path, memory: int) -> Iterator[None]:
    """Turn a full disk, and memory that ran out, into a DatabaseError that says how much there is; other errors pass.

    ``folder`` is where the next version of the database at ``path`` is made, ``memory`` what DuckDB may take for it.
    """
    try:
        yield
    except (OSError, MemoryError, duckdb.Error) as error:
        if is_full(error):
            raise DatabaseError(_full(path, folder)) from error
        if is_out_of_memory(error):
            raise DatabaseError(_out_of_memory(path, memory)) from error
        raise


def is_full(error: BaseException) -> bool:
    """Does an error say that there is no room on the disk?"""
    number = error.errno if isinstance(error, OSError) else None
    return number in _FULL_NUMBERS or _FULL.search(str(error)) is not None


def _full(path: Path, folder: Path) -> str:
    written = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    free = shutil.disk_usage(path.parent).free
    return (
        f"The disk is full: the next {path.name} had reached {_megabytes(written)}, and {_megabytes(free)} "
        f"are free in {path.parent}; make room, then load again. The database is as it was."
    )


def _out_of_memory(path: Path, memory: int) -> str:
    return (
        f"Memory ran out: {_megabytes(memory)} were set aside to make the next {path.name}, and "
        f"{_megabytes(free_memory())} are free; close other programs, then run the same command again. "
        "The database is as it was."
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
