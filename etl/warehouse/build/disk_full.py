"""What the machine refuses, as a sentence."""

import errno
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl.errors import DatabaseError

_FULL = re.compile(r"no space left|disk quota|file too large|max_temp_directory_size|not enough space", re.I)
_FULL_NUMBERS = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


@contextmanager
def explained(path: Path, folder: Path) -> Iterator[None]:
    """Turn a full disk into a DatabaseError that says how much room there is; other errors pass."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        if not _is_full(error):
            raise
        raise DatabaseError(_full(path, folder)) from error


def _is_full(error: OSError | duckdb.Error) -> bool:
    number = error.errno if isinstance(error, OSError) else None
    return number in _FULL_NUMBERS or _FULL.search(str(error)) is not None


def _full(path: Path, folder: Path) -> str:
    written = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    free = shutil.disk_usage(path.parent).free
    return (
        f"The disk is full: the next {path.name} had reached {_megabytes(written)}, and {_megabytes(free)} "
        f"are free in {path.parent}; make room, then load again. The database is as it was."
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
