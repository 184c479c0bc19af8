"""What was given to load -> exports, each a list of named byte streams. Trusts nothing.

Accepted: a .zip (with zips in it), a folder (of files, of zips, of several unpacked exports), a .json or .jsonl of any
name, a web page that holds the conversations, and several of them in one call. A zip whose end is missing is salvaged
as far as it goes. What cannot be read and may hold chats is named, with the next step.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from etl.errors import ExportError
from etl.extract.archive.export import Export, Member, is_part
from etl.extract.archive.folder import in_folder, opened, single
from etl.extract.archive.left_out import LEFT_OUT, NESTED, told, unread
from etl.extract.archive.looking import CHATS, Look, promote
from etl.extract.archive.manifest import checked, lacking, made_at
from etl.extract.archive.nested import with_inner
from etl.extract.archive.shape import magic, refuse
from etl.extract.archive.streams import BrokenStreamError
from etl.extract.archive.zipped import in_zip
from etl.files import refuse_special
from etl.rows.loads import Issue

__all__ = ["CHATS", "LEFT_OUT", "BrokenStreamError", "Export", "Look", "Member", "at", "exports", "made_at"]


def exports(paths: Sequence[Path], look: Look | None = None) -> list[Export]:
    """Find the exports that ``paths`` name, conversations first among each one's members.

    The same path given twice is one export. A zip or folder without conversations is kept, with a note,
    beside one that has some: newer exports come in parts. With ``look``, files of other names are looked into.
    Raises ExportError for what is missing, empty, locked by a password, no export at all, or a zip bomb.
    """
    named = {path: at(path, look) for path in paths}
    found = list({(export.path.resolve(), export.is_rest): export for of in named.values() for export in of}.values())
    if not any(export.conversations for export in found):
        raise ExportError(_nothing(paths, found))
    for path, of_path in named.items():
        if all(export.is_rest for export in of_path):
            raise ExportError(_nothing([path], of_path))
    for export in found:
        if export.conversations:
            refuse(export)
        elif not export.is_rest:
            export.issues.append(Issue("note", "no conversations", export.path.name))
    for path, of_path in named.items():
        (of_path or found)[0].issues.extend(lacking(path, found))
    return found


def at(path: Path, look: Look | None) -> list[Export]:
    """What ``path`` names, be it without conversations. Raises ExportError where it cannot be read at all."""
    try:
        if path.is_dir():
            return _in_folder(path, look)
        refuse_special(path, "save what comes out of it as a file, and give that")
        if not path.exists():
            raise ExportError(f"There is no {path}; give the path of the export you downloaded.")
        return list(_in_zip(path, look)) if magic(path) == "zip" else [checked(single(path, look))]
    except OSError as error:
        raise ExportError(f"{path} cannot be read ({error.strerror or error}); check its permissions.") from error


def _in_folder(folder: Path, look: Look | None) -> list[Export]:
    """The exports of a folder; a zip in it that cannot be read, or holds nothing of ours, is left to the rest."""
    loose, zips, rest = in_folder(folder, look)
    found = [checked(export) for export in loose]
    for file in zips:
        name = file.relative_to(folder).as_posix()
        try:
            inside = [one for one in _in_zip(file, look) if one.conversations or is_part(one.path.name) or one.issues]
        except ExportError as error:
            rest.issues.append(unread(name, NESTED, str(error).removeprefix(f"{file} ").rstrip(".")))
            inside = []
        found += inside
        if not inside:
            rest.members.append(Member(name, file.stat().st_size, False, partial(opened, file)))
    return [*found, *([rest] if rest.members or rest.issues else [])]


def _in_zip(path: Path, look: Look | None) -> Iterator[Export]:
    """The export in a zip, and those of the zips in it that hold any; the outermost is kept where no other is."""
    outer, *inner = (
        promote(checked(export), look) if look else checked(export)
        for export in with_inner(in_zip(path), path.stat().st_size)
    )
    inner = [one for one in inner if one.conversations or is_part(one.path.name)]
    outer.is_rest = bool(inner) and not outer.conversations
    yield outer
    yield from inner


def _nothing(paths: Sequence[Path], found: Sequence[Export]) -> str:
    names = ", ".join(str(path) for path in paths) or "Nothing"
    issues = [issue for export in found for issue in [*export.issues, *_doubts(export)]]
    named = next((issue for issue in issues if issue.reason.startswith(LEFT_OUT)), None)
    if named is not None:
        return f"{names} holds no conversations.json, but {told(named)}."
    if any(issue.reason == "broken zip" for issue in issues):
        return f"{names} is a broken zip with no conversations left in it; download the export again."
    if found and all(is_part(export.path.name) for export in found):
        return f"{names} holds no conversations.json; give it together with the part of the export that does."
    return f"{names} holds no conversations.json; give the zip as you downloaded it, or the folder you unpacked."


def _doubts(export: Export) -> Iterator[Issue]:
    yield from (unread(name, what) for name, what in export.doubtful.items())
