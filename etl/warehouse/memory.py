"""How much memory a build's database connection may take, by the database's size and what the machine has free; and
how it is known that memory ran out, whatever was at work.

What a load itself needs does not grow with the database, but its checkpoint and whatever is derived anew do.
Too little means that DuckDB writes to disk what it sorts and joins, and at last that it gives up.
"""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from etl.errors import EtlError

LEAN, USUAL = 192_000_000, 256_000_000
"""What is enough for a database of some 100,000 messages: in a process that also reads and counts, and in one that
only builds. DuckDB 1.5 ran out of half of the first over the demo; 2.0 did not."""

_SHARE = 8
"""A connection may take an eighth of the file's size. Measured over 2.5 million messages of 44 accounts (1.35 GB): 1 MB
more, every message's day, request and answer made anew in another zone, and a rebuild pass with LEAN (the process 320,
350 and 430 MB); the first two gain nothing by a quarter (360 and 620 MB). So an eighth is twice what was needed."""

_PART = 2
"""And half of what is free: the other half is for what reads and counts, and for the pages of the files."""

_UNTOLD = 4_000_000_000
"""Bytes taken to be free where the system does not say."""
_GROUP_LIMITS = (
    ("sys/fs/cgroup{group}", "memory.max", "memory.current", "inactive_file"),
    ("sys/fs/cgroup/memory{group}", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
)
_SAYS = re.compile(
    r"out of memory|not enough memory|(not|to) allocate\b|bad[_ ]?alloc|allocation (failure|error)|alloc of size"
    r"|failed to map segment|can't start new thread",
    re.IGNORECASE,
)
_OF_LIBRARIES = ("duckdb", "_duckdb", "pyarrow")


def allowance(database: Path, least: int = USUAL) -> int:
    """Bytes that DuckDB may take to build on a database: ``least``, or more if its size asks for it and it is free."""
    size = database.stat().st_size if database.exists() else 0
    return max(min(max(size // _SHARE, least), free_memory() // _PART), LEAN)


def free_memory(root: Path = Path("/")) -> int:
    """Bytes that this process can still take before it is refused or killed.

    The machine's, those that the process's control groups (of either version) leave it, and those of its own limit.
    ``root`` is where proc and sys are.
    """
    return max(0, min([*_of_machine(root), *_of_groups(root), *_of_process(root)]))


def is_out_of_memory(error: BaseException) -> bool:
    """Does an error, or what led to it, come of memory that could not be had?

    DuckDB has an error of that name, but a checkpoint, or what a cursor of it does, fails by others; so does Python
    where it cannot map a library or start a thread.
    """
    chain: list[BaseException] = [error]
    for one in chain:
        chain += [led for led in (one.__cause__, one.__context__) if led is not None and led not in chain]
    return any(map(_is_of_memory, chain))


def ran_out() -> str:
    """The sentence about it, outside of a build."""
    free = f"{free_memory() / 1_000_000:,.0f} MB"
    return f"Memory ran out, {free} are free to this program; close others, or allow it more, and run the same again."


def _of_machine(root: Path) -> Iterator[int]:
    found = re.search(r"^MemAvailable:\s+(\d+) kB", _read(root / "proc/meminfo"), re.MULTILINE)
    if found:
        yield int(found[1]) * 1024
        return
    pages = 0
    with suppress(AttributeError, ValueError, OSError):
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    yield pages // 2 if pages > 0 else _UNTOLD


def _of_groups(root: Path) -> Iterator[int]:
    """What each group that the process is in, and each above it, has left; pages of files are given up on demand."""
    groups = {line.split(":", 2)[-1] for line in _read(root / "proc/self/cgroup").splitlines() if ":" in line}
    above = {part for group in groups for part in (group, *map(str, Path(group).parents))}
    for group in sorted({"" if part == "/" else part for part in above}):
        for place, limit, usage, cached in _GROUP_LIMITS:
            folder = root / place.format(group=group)
            most, used = _read(folder / limit).strip(), _read(folder / usage).strip()
            if most.isdigit() and used.isdigit():
                spare = re.search(rf"^{cached} (\d+)", _read(folder / "memory.stat"), re.MULTILINE)
                yield int(most) - int(used) + (int(spare[1]) if spare else 0)


def _of_process(root: Path) -> Iterator[int]:
    found = re.search(r"^Max address space\s+(\d+)", _read(root / "proc/self/limits"), re.MULTILINE)
    taken = re.search(r"^VmSize:\s+(\d+) kB", _read(root / "proc/self/status"), re.MULTILINE)
    if found and taken:
        yield int(found[1]) - int(taken[1]) * 1024


def _read(path: Path) -> str:
    """A file's text, or none where it is not to be had."""
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


def _is_of_memory(error: BaseException) -> bool:
    if isinstance(error, EtlError):
        return False
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException":
        return True
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno == errno.ENOMEM
    is_of_a_library = type(error).__module__.partition(".")[0] in _OF_LIBRARIES
    is_told = is_of_a_library or isinstance(error, (RuntimeError, ImportError, OSError, SystemError))
    return is_told and _SAYS.search(str(error)) is not None
