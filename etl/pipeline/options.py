"""What the user may choose for a load, and what is taken where they do not."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.state.file import settings
from etl.state.provider_packages import in_use
from etl.transform.providers.registry import Registry
from etl.warehouse.memory import LEAN, USUAL, allowance
from etl.warehouse.timezones import check_zone, machine_zone

SMALL = 16 * 1024 * 1024
"""Bytes of JSON below which one process is faster than starting several."""

MOST = 61
"""Processes that a pool can have on every system."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user may choose for a load.

    Whose an export is: as the list ``accounts`` says, else ``by_folder``, else ``account``. ``searchable``: keep an
    index of words beside the database. ``packages`` bring providers of their own, ``forgotten`` no longer do.
    """

    database: Path
    account: str | None = None
    accounts: Path | None = None
    by_folder: bool = False
    zone: str | None = None
    jobs: int | None = None
    keep_text: bool = True
    searchable: bool = True
    packages: Sequence[str] = ()
    forgotten: Sequence[str] = ()


def settle_zone(options: Options) -> str:
    """The zone days are cut in: the user's choice now, else their earlier one, else the machine's."""
    chosen = options.zone or settings(options.database).get("timezone")
    return check_zone(chosen) if chosen else machine_zone()


def settle_providers(options: Options) -> Registry:
    """Ours, and those of the packages that the user names now or did before."""
    return in_use(options.database, options.packages, options.forgotten)


def how_many(options: Options, size: int) -> int:
    """Processes for a load of so many bytes: as asked, else one a core; a little needs but this one."""
    if size < SMALL:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(options.jobs or cores, MOST)


def memory(options: Options, jobs: int) -> int:
    """Bytes that DuckDB may take: less in a process that also reads and counts, as the only one does."""
    return allowance(options.database, LEAN if jobs == 1 else USUAL)
