"""Files on disk, as exports."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from etl.errors import ExportError
from etl.extract.archive.export import (
    Export,
    Member,
    identity,
    is_conversations,
    is_junk,
    is_lines,
    is_manifest,
    is_part,
    order,
)
from etl.extract.archive.shape import magic, sentence

_EDGE = 65536
"""Bytes at either end of a file that go into its digest."""


def single(path: Path) -> Export:
    """A file of any name that the user named, taken for conversations. Raises ExportError if it cannot be."""
    kind = magic(path)
    if kind is not None:
        raise ExportError(f"{path} {sentence(kind)}.")
    member = Member(path.name, path.stat().st_size, not is_manifest(path.name), partial(_opened, path))
    return Export(path, [member], identity(path, _facts(path)))


def in_folder(folder: Path) -> tuple[list[Export], list[Path]]:
    """The exports unpacked in a folder or below it, and the zips there.

    Several folders with conversations of their own are several exports; the one whose folder is nearest above
    takes a file. A folder without any, and without zips, may hold logs: files of JSON lines; or it is, by its name,
    an unpacked part of an export without conversations. Links to folders are not followed.
    """
    files = sorted(_files(folder))
    zips = [path for path in files if path.suffix.lower() == ".zip" and magic(path) == "zip"]
    loose = sorted(set(files) - set(zips))
    homes = _homes(folder, loose)
    if not zips and not any(is_conversations(path.name) for path in loose):
        holds_logs = any(is_lines(path.name) for path in loose)
        is_any = holds_logs or (is_part(folder.name) and loose)
        return ([_export(folder, loose, is_lines if holds_logs else is_conversations)] if is_any else []), []
    groups: dict[Path, list[Path]] = {home: [] for home in homes}
    for path in loose:
        home = next((parent for parent in path.parents if parent in groups), None)
        if home is not None:
            groups[home].append(path)
    return [_export(home, paths) for home, paths in groups.items()], zips


def _homes(folder: Path, files: Iterable[Path]) -> list[Path]:
    """The topmost folders with conversations, and parts unpacked beside them; all of the folder if only one has any."""
    with_some = {path.parent for path in files if is_conversations(path.name)}
    topmost = {home for home in with_some if with_some.isdisjoint(home.parents)}
    if len(topmost) == 1:
        return [folder]
    above = {parent for path in files for parent in path.parents if folder in parent.parents}
    around = topmost.union(*(home.parents for home in topmost))
    parts = {one for one in above - around if is_part(one.name) and topmost.isdisjoint(one.parents)}
    return sorted(topmost | parts)


def _files(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__MACOSX" and not name.startswith("."))
        for name in names:
            path = Path(where, name)
            if not is_junk(name) and path.is_file():
                yield path


def _export(home: Path, paths: list[Path], is_wanted: Callable[[str], bool] = is_conversations) -> Export:
    members = []
    for path in paths:
        name = path.relative_to(home).as_posix()
        members.append(Member(name, path.stat().st_size, is_wanted(name), partial(_opened, path)))
    members.sort(key=lambda member: order(member.name))
    facts = [(member.name, member.bytes) for member in members]
    edges = [fact for path in paths if is_wanted(path.name) for fact in _facts(path)]
    return Export(home, members, identity(home.resolve(), [*facts, *edges]))


def _facts(path: Path) -> list[object]:
    """What names a file's content without reading all of it: its size and both its ends."""
    size = path.stat().st_size
    with path.open("rb") as file:
        edges = blake2b(file.read(_EDGE))
        file.seek(max(size - _EDGE, 0))
        edges.update(file.read(_EDGE))
    return [size, edges.hexdigest()]


def _opened(path: Path) -> BinaryIO:
    return path.open("rb", buffering=0)
