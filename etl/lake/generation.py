"""Where everything of a lake lies, and which of it is current: readers see one generation, old or new.

DIR/raw/<table>/<export digest>.parquet            what an export, or a piece of one, tells, as extract made it
DIR/manifest/<export digest>.json                  what is known of the export, written when all its files are there
DIR/core/<table>/bucket=<n>/<generation>.parquet   a settled table of the accounts of a bucket
DIR/core/<table>/<generation>.parquet              a table of the whole lake, or of none that any bucket has
DIR/current.json                                   the current generation and its files, swapped last
DIR/past/<generation>.json                         the same of those before it, as long as somebody may read them
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from etl import __version__
from etl.errors import DatabaseError
from etl.files import sync
from etl.warehouse.lake_file import CURRENT, DATABASE

FORMAT = 1
"""The version of how a lake is laid out; a lake of a later one is refused."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One whole state of a lake: for every core table its files, relative to the lake's folder.

    ``marks`` say by bucket, and of the whole, what that was made from, ``options`` what its exports were loaded with;
    ``published_at`` is naive UTC in ISO's form.
    """

    number: int
    buckets: int
    tables: Mapping[str, tuple[str, ...]]
    marks: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
    published_at: str = ""
    product: str = __version__

    @property
    def name(self) -> str:
        """What its files are called."""
        return named(self.number)

    def files(self, lake: Path) -> dict[str, list[Path]]:
        """The files of every core table; all of a table have the same columns."""
        return {table: [lake / file for file in files] for table, files in self.tables.items()}


def database_of(lake: Path) -> Path:
    """The file of a lake's views, beside which lies, as beside any database, what the user owns."""
    return lake / DATABASE


def core_folder(lake: Path) -> Path:
    """Where all files of all generations lie, and nothing else."""
    return lake / "core"


def named(number: int) -> str:
    """A generation's number as its files bear it."""
    return f"{number:08}"


def raw_file(lake: Path, table: str, digest: str) -> Path:
    """Where the rows of an export lie that go into a table."""
    return lake / "raw" / table / f"{digest}.parquet"


def manifest_file(lake: Path, digest: str) -> Path:
    """Where it stands what is known of an export."""
    return lake / "manifest" / f"{digest}.json"


def core_file(lake: Path, table: str, generation: str, bucket: int | None = None) -> Path:
    """Where a generation's rows of a table lie: of one bucket, or of the whole lake."""
    folder = core_folder(lake) / table
    return (folder if bucket is None else folder / f"bucket={bucket}") / f"{generation}.parquet"


def current(lake: Path) -> Generation:
    """The generation that is to be read.

    Raises DatabaseError where there is none, or none that this program can read.
    """
    found = latest(lake)
    if found is None:
        raise DatabaseError(f"{lake} is no lake; make one with: etl load --lake {lake} EXPORTS")
    return found


def latest(lake: Path) -> Generation | None:
    """The same; None for a lake that has none yet, be it that its first load was broken off."""
    path = lake / CURRENT
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path) from error
    return _told(path, text)


def past(lake: Path) -> list[Generation]:
    """Generations that have been current and that nobody has tidied away, the oldest first."""
    return [_told(path, path.read_text("utf-8")) for path in sorted((lake / "past").glob("*.json"))]


def publish(lake: Path, generation: Generation) -> None:
    """Make a generation the current one, in one step; its files must be on the disk.

    Raises OSError where that cannot be written: then the one before is still current.
    """
    before = latest(lake)
    if before is not None:
        folder(lake / "past")
        write_whole(lake / "past" / f"{before.name}.json", _text(before))
    write_whole(lake / CURRENT, _text(generation))


def folder(path: Path) -> Path:
    """A folder for its owner alone, with those above it; whoever else makes it meanwhile is welcome."""
    for one in (*reversed(path.parents), path):
        if not one.exists():
            with suppress(FileExistsError):
                one.mkdir(mode=0o700)
    return path


def write_whole(path: Path, text: str) -> None:
    """Write a small file, mode 0600, that is there whole or as it was before."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
    sync(partial)
    partial.replace(path)
    sync(path.parent)


def _text(generation: Generation) -> str:
    return json.dumps({"format": FORMAT, **asdict(generation)}, indent=1) + "\n"


def _told(path: Path, text: str) -> Generation:
    try:
        content = json.loads(text)
        version, product = content.pop("format"), content.get("product", "unknown")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(path) from error
    if not isinstance(version, int) or version > FORMAT:
        raise DatabaseError(f"{path.parent} was made by a newer chatlake ({product}); upgrade this one.")
    try:
        found = msgspec.convert(content, Generation)
    except ValueError as error:
        raise _damaged(path) from error
    files = [PurePosixPath(file) for some in found.tables.values() for file in some]
    if not files or any(file.is_absolute() or ".." in file.parts for file in files):
        raise _damaged(path)
    return found


def _damaged(path: Path) -> DatabaseError:
    return DatabaseError(f"{path} is damaged; move it away, then load any export into the lake again.")
