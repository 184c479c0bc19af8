"""What was given to load -> exports, each a list of named byte streams. Unpacks nothing, trusts nothing.

Accepted: a .zip, a folder (of files, of zips, of several unpacked exports), a .json or .jsonl of any name,
and several of them in one call. A zip whose end is missing is salvaged as far as it goes.
"""

from collections.abc import Sequence
from pathlib import Path

from etl.errors import ExportError
from etl.extract.archive.export import Export, Member, is_part
from etl.extract.archive.folder import in_folder, single
from etl.extract.archive.manifest import checked, lacking, made_at
from etl.extract.archive.shape import magic, refuse
from etl.extract.archive.streams import BrokenStreamError
from etl.extract.archive.zipped import in_zip
from etl.files import refuse_special
from etl.rows.loads import Issue

__all__ = ["BrokenStreamError", "Export", "Member", "exports", "made_at"]


def exports(paths: Sequence[Path]) -> list[Export]:
    """Find the exports that ``paths`` name, conversations first among each one's members.

    The same path given twice is one export. A zip or folder without conversations is kept, with a note,
    beside one that has some: newer exports come in parts. Raises ExportError for what is missing, empty, locked
    by a password, no export at all, or a zip bomb.
    """
    named = {path: _at(path) for path in paths}
    found = list({export.path.resolve(): export for of_path in named.values() for export in of_path}.values())
    if not any(export.conversations for export in found):
        raise ExportError(_nothing(paths, found))
    for path, of_path in named.items():
        if not of_path:
            raise ExportError(_nothing([path], []))
    for export in found:
        if export.conversations:
            refuse(export)
        else:
            export.issues.append(Issue("note", "no conversations", export.path.name))
    for path, of_path in named.items():
        (of_path or found)[0].issues.extend(lacking(path, found))
    return found


def _at(path: Path) -> list[Export]:
    try:
        if path.is_dir():
            folders, zips = in_folder(path)
            packed = [checked(in_zip(file)) for file in zips]
            return [
                *(checked(export) for export in folders),
                *(one for one in packed if one.conversations or is_part(one.path.name)),
            ]
        refuse_special(path, "save what comes out of it as a file, and give that")
        if not path.exists():
            raise ExportError(f"There is no {path}; give the path of the export you downloaded.")
        return [checked(in_zip(path)) if magic(path) == "zip" else single(path)]
    except OSError as error:
        raise ExportError(f"{path} cannot be read ({error.strerror or error}); check its permissions.") from error


def _nothing(paths: Sequence[Path], found: Sequence[Export]) -> str:
    names = ", ".join(str(path) for path in paths) or "Nothing"
    if found and all(is_part(export.path.name) for export in found):
        return f"{names} holds no conversations.json; give it together with the part of the export that does."
    return f"{names} holds no conversations.json; give the zip as you downloaded it, or the folder you unpacked."
