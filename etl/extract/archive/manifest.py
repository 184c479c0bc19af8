"""What an export's manifests say: believed where they name conversations, checked where they name files and parts.

An export has an export_manifest.json inside; one that comes in parts (2026) also a manifest-….json beside them.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from etl.extract.archive.export import Export, Member, is_conversations, is_manifest, order
from etl.rows.loads import Issue

NAME = "export_manifest.json"
LARGEST = 64 << 20
"""Bytes above which a manifest is none."""

_TAIL = re.compile(r"(?: ?\(\d+\))?(?:\.zip)?$", re.IGNORECASE)
"""What browsers and unpacking change at the end of a name."""


def checked(export: Export) -> Export:
    """The same export, its conversations as its manifests say; what they name in vain becomes an issue."""
    for member in list(export.members):
        if PurePosixPath(member.name).name.lower() == NAME and member.bytes <= LARGEST:
            _apply(export, member)
    return export


def lacking(path: Path, exports: Iterable[Export]) -> Iterator[Issue]:
    """The parts that a manifest at ``path``, or in the folder there, names and none of ``exports`` is.

    Chats may be in them.
    """
    manifests = _manifests(path)
    present = {_plain(name) for export in exports for name in _names(export)} if manifests else set()
    for manifest in manifests:
        for category, name in _parts_told(manifest):
            if _plain(name) not in present:
                severity = "warning" if category == "conversations" else "note"
                yield Issue(severity, "part of the export not given", name)


def made_at(export: Export) -> datetime | None:
    """When an export in parts was made, as the manifest in its folder says; None where there is none."""
    name = _plain(export.path.name)
    folders = [export.path.parent, *([export.path] if export.path.is_dir() else [])]
    for folder in folders:
        try:
            for manifest in _manifests(folder):
                if folder == export.path or any(_plain(part) == name for _, part in _parts_told(manifest)):
                    return datetime.fromisoformat(json.loads(manifest.read_bytes())["created_at"])
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            continue
    return None


def _apply(export: Export, manifest: Member) -> None:
    try:
        with manifest.open() as stream:
            told = json.loads(stream.read())
        files, shards = dict(_files_told(told)), set(_shards_told(told))
    except (OSError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        export.issues.append(Issue("warning", "manifest cannot be read", manifest.name))
        return
    folder = PurePosixPath(manifest.name).parent
    present = {member.name.lower(): member for member in export.members}
    for path in sorted(files.keys() | shards):
        name = (folder / path.replace("\\", "/")).as_posix()
        member = present.get(name.lower())
        is_shard = path in shards or is_conversations(name)
        if member is None:
            export.issues.append(Issue("warning" if is_shard else "note", "missing from the export", name))
        else:
            _compare(export, member, files.get(path), is_shard)
    export.members.sort(key=lambda member: (not member.is_conversations, order(member.name)))


def _compare(export: Export, member: Member, size: int | None, is_shard: bool) -> None:
    if size is not None and size != member.bytes:
        detail = f"{member.bytes:,} bytes, the manifest says {size:,}"
        severity = "warning" if is_shard else "note"
        export.issues.append(Issue(severity, "size differs from the manifest", member.name, detail=detail))
    if is_shard and not member.is_conversations:
        export.members[export.members.index(member)] = replace(member, is_conversations=True)


def _files_told(told: dict[str, list[dict[str, object]]]) -> Iterator[tuple[str, int | None]]:
    for file in told.get("export_files") or []:
        size = file.get("size_bytes")
        yield str(file["path"]), size if isinstance(size, int) else None


def _shards_told(told: dict[str, dict[str, dict[str, list[str]]]]) -> Iterator[str]:
    for name, logical in (told.get("logical_files") or {}).items():
        if is_conversations(name):
            yield from map(str, logical.get("files") or [])


def _manifests(path: Path) -> list[Path]:
    found = sorted(path.iterdir()) if path.is_dir() else [path]
    return [one for one in found if is_manifest(one.name) and one.is_file() and one.stat().st_size <= LARGEST]


def _parts_told(manifest: Path) -> list[tuple[str, str]]:
    """Category and name of each part; none where it is the manifest of something else, or unreadable."""
    try:
        told = json.loads(manifest.read_bytes())
        return [(str(part["category"]), str(part["filename"])) for part in told["data_files"]]
    except (ValueError, TypeError, LookupError, RecursionError):
        return []


def _names(export: Export) -> Iterator[str]:
    """What a part may be found as: a zip, its folder, or a folder within."""
    yield export.path.name
    for member in export.members:
        yield from PurePosixPath(member.name).parts[:-1]


def _plain(name: str) -> str:
    return _TAIL.sub("", PurePosixPath(name.replace("\\", "/")).name.lower())
