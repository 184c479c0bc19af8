"""The folder of an export, and the files below it: never outside the folder that was named."""

import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from etl.errors import EtlError
from etl.files import Together, unwritable

_SHORT_ID = re.compile(r" (\[[0-9a-f]+\]\.md)$")
_HEAD = 4_096
_AT_ONCE = 500
"""Files that are on the disk before any of them gets its name."""


class Folder:
    """The folder of an export, and the files below it, which get their names some hundreds at a time."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[Path, dict[str, list[str]]] = {}
        self._files = Together()
        self._stale: list[tuple[Path, Path, Callable[[bytes], bool]]] = []
        _make(root)

    def __enter__(self) -> "Folder":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._files.abandon()

    def write(self, place: PurePosixPath, data: bytes, is_same: Callable[[bytes], bool]) -> None:
        """Write a file, in the stead of the one that the same conversation had under an earlier title.

        ``is_same`` tells from the beginning of a file of that short id whether it is the same conversation's.
        """
        folder = self._root.joinpath(*place.parent.parts)
        if folder not in self._known:
            self._known[folder] = self._enter(folder)
        with self._files.begun(folder / place.name) as stream:
            stream.write(data)
        short = _SHORT_ID.search(place.name)
        for before in self._known[folder].get(short[1], ()) if short else ():
            if before != place.name:
                self._stale.append((folder / before, folder / place.name, is_same))
        if len(self._files) >= _AT_ONCE:
            self._finish()

    def _finish(self) -> None:
        self._files.finish()
        for stale in self._stale:
            _remove(*stale)
        self._stale.clear()

    def _enter(self, folder: Path) -> dict[str, list[str]]:
        """Make a folder; what an earlier export left in it, by short id. Raises EtlError where it leads outside."""
        # Before it is made: a link would make it elsewhere.
        if not folder.resolve().is_relative_to(self._root.resolve()):
            raise EtlError(f"{folder} leads out of {self._root}; remove that link, or choose another folder.")
        _make(folder)
        found: dict[str, list[str]] = {}
        for path in folder.iterdir():
            short = _SHORT_ID.search(path.name)
            if short:
                found.setdefault(short[1], []).append(path.name)
        return found


def _make(folder: Path) -> None:
    """Make a folder and those above it, each for its owner only: parents=True makes them as the umask likes."""
    try:
        missing = [path for path in (folder, *folder.parents) if not path.exists()]
        for path in reversed(missing):
            path.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def _remove(before: Path, now: Path, is_same: Callable[[bytes], bool]) -> None:
    """Remove the earlier file, unless it is another conversation's, or the new one by another spelling."""
    if not before.is_file():
        return
    try:
        with before.open("rb") as stream:
            head = stream.read(_HEAD)
        if is_same(head) and not before.samefile(now):
            before.unlink()
    except OSError:
        # It stays; nothing was lost.
        return
