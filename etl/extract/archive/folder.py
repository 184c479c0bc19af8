"""Files on disk, as exports."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
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
from etl.extract.archive.left_out import CLOSED, LINK, LOST_LINK, NO_FILE, PACKED, by_name, next_step, unread
from etl.extract.archive.looking import CHATS, Look, is_looked_into, marked, may_hold_chats, of_page
from etl.extract.archive.page import is_page, repeats
from etl.extract.archive.shape import PAGE, magic, sentence
from etl.extract.archive.streams import unpacked
from etl.extract.archive.tree import gathered
from etl.rows.loads import Issue

_EDGE = 65536
"""Bytes at either end of a file that go into its digest."""

_UNSEEN = frozenset({"__MACOSX", ".git", ".svn", ".hg", ".Trash", ".Trashes", ".cache", ".venv", ".Spotlight-V100"})
"""Folders nobody keeps exports in."""

JOINED = "part of a conversation over many files"

Kinds = dict[Path, str | Member]
"""By file, what it holds or may hold: CHATS, PAGE, why it is doubtful, or the member that gives its conversations."""


def single(path: Path, look: Look | None = None) -> Export:
    """A file of any name that the user named, taken for conversations. Raises ExportError if it cannot be."""
    what = by_name(path.name)
    kind = None if is_lines(path.name) else magic(path)
    if what is not None and (kind is not None or what != PACKED):
        raise ExportError(f"{path} is {what}; {next_step(what)}.")
    member = _member(path, path.parent, not is_manifest(path.name))
    inside = look(member) if look is not None and not is_lines(path.name) and is_looked_into(path.name) else None
    if isinstance(inside, Member):
        return Export(path, [inside], identity(path, _facts(path)))
    found = of_page(member, look) if kind == PAGE else None
    if kind is not None and found is None:
        raise ExportError(f"{path} {sentence(kind)}.")
    return Export(path, [found or member], identity(path, _facts(path)), [marked(path.name)] if found else [])


def in_folder(folder: Path, look: Look | None = None) -> tuple[list[Export], list[Path], Export]:
    """The exports unpacked in a folder or below it, the zips there, and the rest, which no export takes.

    Several folders with conversations of their own are several exports; the one whose folder is nearest above
    takes a file. A folder without any, and without zips, may hold logs: files of JSON lines; or it is, by its name,
    an unpacked part of an export without conversations. Links to folders are not followed, and named, as are folders
    that cannot be opened, links that lead nowhere, and pipes by the name of a file with chats.
    """
    issues: list[Issue] = []
    files = sorted(_files(folder, issues))
    zips = [path for path in files if may_hold_zip(path.name) and magic(path) == "zip"]
    loose = sorted(set(files) - set(zips)) if zips else files
    are_logs = not zips and not any(is_conversations(path.name) for path in loose)
    kinds = _kinds(folder, loose, look, is_lines if are_logs else is_conversations)
    if are_logs and any(map(_has_chats, kinds.values())):
        return [_export(folder, loose, kinds, issues)], [], Export(folder, [], "", is_rest=True)
    groups: dict[Path, list[Path]] = {home: [] for home in _homes(folder, loose, kinds)}
    if not groups and not zips and is_part(folder.name):
        groups = {folder: []}
    rest: list[Path] = []
    for path in loose:
        home = next((parent for parent in path.parents if parent in groups), None)
        (rest if home is None else groups[home]).append(path)
    beside = _export(folder, rest, kinds, issues)
    beside.is_rest = True
    return [_export(home, paths, kinds) for home, paths in groups.items() if paths], zips, beside


def opened(path: Path) -> BinaryIO:
    """A file's stream, without a buffer: who reads it takes large pieces. A packed log is unpacked."""
    return unpacked(path.name, path.open("rb", buffering=0))


def may_hold_zip(name: str) -> bool:
    """Is this a name that a zip may have? Documents and programs are zips as well, and none of ours."""
    return name.lower().endswith(".zip") or (may_hold_chats(name) and not is_lines(name))


def _kinds(folder: Path, files: Iterable[Path], look: Look | None, is_wanted: Callable[[str], bool]) -> Kinds:
    """What each file holds: by its name, or by a look into it; an export's page only where its chats are not there."""
    kinds: Kinds = {}
    for joined, names in gathered([_member(path, folder, False) for path in files]):
        kinds |= dict.fromkeys((folder / name for name in names), JOINED)
        kinds[folder / min(names)] = joined
    for path in files:
        if path in kinds:
            continue
        what = by_name(path.name)
        if is_wanted(path.name) or is_conversations(path.name):
            kinds[path] = CHATS
        elif what is not None:
            kinds[path] = what
        elif look is not None and is_looked_into(path.name):
            kinds[path] = look(_member(path, folder, False)) or ""
    full = {path.parent for path in files if is_conversations(path.name)}
    for path in files:
        is_taken_apart = isinstance(kinds.get(path), Member)
        if (
            look is not None
            and is_page(path.name)
            and not is_taken_apart
            and not (repeats(path.name) and path.parent in full)
        ):
            kinds[path] = PAGE if of_page(_member(path, folder, False), look) else ""
    return kinds


def _homes(folder: Path, files: Iterable[Path], kinds: Kinds) -> list[Path]:
    """The topmost folders with conversations, and parts unpacked beside them; all of the folder if only one has any.

    A file with chats under another name makes a home of its folder, unless it lies in one.
    """
    chats = {path for path, kind in kinds.items() if _has_chats(kind)}
    with_some = {path.parent for path in chats if is_conversations(path.name)}
    topmost = {home for home in with_some if with_some.isdisjoint(home.parents)}
    others = {path.parent for path in chats if topmost.isdisjoint(path.parents)}
    if len(topmost) + len(others) == 1:
        return [folder]
    above = {parent for path in files for parent in path.parents if folder in parent.parents}
    around = topmost.union(*(home.parents for home in topmost))
    parts = {one for one in above - around if is_part(one.name) and topmost.isdisjoint(one.parents)}
    return sorted(topmost | others | parts)


def _files(folder: Path, issues: list[Issue]) -> Iterator[Path]:
    def closed(error: OSError) -> None:
        issues.append(unread(Path(error.filename).relative_to(folder).as_posix(), CLOSED))

    for where, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if name not in _UNSEEN)
        linked = [Path(where, name) for name in folders if Path(where, name).is_symlink()]
        issues += [unread(path.relative_to(folder).as_posix(), LINK) for path in linked]
        for name in names:
            path = Path(where, name)
            if is_junk(name):
                continue
            if path.is_file():
                yield path
            elif by_name(name) is None and (is_looked_into(name) or may_hold_zip(name)):
                issues.append(unread(path.relative_to(folder).as_posix(), NO_FILE if _is_there(path) else LOST_LINK))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _has_chats(kind: str | Member | None) -> bool:
    return isinstance(kind, Member) or kind in (CHATS, PAGE)


def _export(home: Path, paths: list[Path], kinds: Mapping[Path, str | Member], issues: Sequence[Issue] = ()) -> Export:
    members, issues, doubtful = [], list(issues), {}
    for path in paths:
        kind = kinds.get(path)
        if kind == JOINED:
            continue
        member = _member(path, home, kind == CHATS)
        if isinstance(kind, Member):
            member = replace(kind, name=member.name)
        elif kind == PAGE and (inside := of_page(member, None)) is not None:
            member = inside
            issues.append(marked(member.name))
        elif isinstance(kind, str) and kind not in ("", CHATS):
            doubtful[member.name] = kind
        members.append(member)
    members.sort(key=lambda member: (not member.is_conversations, order(member.name)))
    facts = [(member.name, member.bytes) for member in members]
    edges = [fact for path in paths if _has_chats(kinds.get(path)) for fact in _facts(path)]
    return Export(home, members, identity(home.resolve(), [*facts, *edges]), issues, doubtful)


def _member(path: Path, home: Path, is_chats: bool) -> Member:
    return Member(path.relative_to(home).as_posix(), path.stat().st_size, is_chats, partial(opened, path), path)


def _facts(path: Path) -> list[object]:
    """What names a file's content without reading all of it: its size and both its ends.

    Of logs, of which there are thousands, the times are enough: who touches one has it looked at anew.
    """
    status = path.stat()
    size = status.st_size
    if is_lines(path.name):
        return [size, status.st_mtime_ns, status.st_ctime_ns]
    with path.open("rb") as file:
        edges = blake2b(file.read(_EDGE))
        file.seek(max(size - _EDGE, 0))
        edges.update(file.read(_EDGE))
    return [size, edges.hexdigest()]
