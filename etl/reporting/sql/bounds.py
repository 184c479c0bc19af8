"""What one statement may take of the machine."""

import os
from contextlib import suppress
from dataclasses import dataclass
from math import ceil

GIGABYTE = 1_000_000_000

_SPARE = 0.5
"""Of the memory, what Python and a statement may take beside what DuckDB counts."""

_FILES, _START = 64, 20
_MOST_THREADS = 4


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds (0: no end), bytes of memory and threads."""

    seconds: float = 5.0
    memory: int = GIGABYTE
    threads: int = 2


def generous(seconds: float) -> Bounds:
    """For who sits at the machine: half its memory, and some of its processors."""
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    except (AttributeError, ValueError, OSError):
        memory = 0
    return Bounds(seconds, max(memory, GIGABYTE), min(os.cpu_count() or 1, _MOST_THREADS))


def keep(bounds: Bounds) -> None:
    """Give up, for good and for this process, what a question does not need: memory, time, files, and writing any.

    Where the system cannot bound it (Windows, macOS in part), DuckDB's own limit is what there is.
    """
    try:
        import resource
    except ImportError:
        return
    limits = {
        "RLIMIT_AS": int(bounds.memory * (1 + _SPARE)),
        "RLIMIT_NOFILE": _FILES,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
    }
    if bounds.seconds:
        # Who watches the time may be killed before this process is.
        limits["RLIMIT_CPU"] = ceil(bounds.seconds * bounds.threads) + _START
    for name, value in limits.items():
        with suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (value, value))
