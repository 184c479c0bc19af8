"""export_manifest.json: believed where it names conversations, checked where it names files."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from etl.extract.archive.export import Export, Member
from etl.extract.archive.names import is_conversations, order
from etl.rows.loads import Issue

NAME = "export_manifest.json"
LARGEST = 64 << 20
"""Bytes above which a manifest is none."""


def checked(export: Export) -> Export:
    """The same export, its conversations as its manifests say; what they name in vain becomes an issue."""
    for member in list(export.members):
        if PurePosixPath(member.name).name.lower() == NAME and member.bytes <= LARGEST:
            _apply(export, member)
    return export


def _apply(export: Export, manifest: Member) -> None:
    try:
        with manifest.open() as stream:
            told = json.loads(stream.read())
        files, shards = dict(_files(told)), set(_shards(told))
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


def _files(told: dict[str, list[dict[str, object]]]) -> Iterator[tuple[str, int | None]]:
    for file in told.get("export_files") or []:
        size = file.get("size_bytes")
        yield str(file["path"]), size if isinstance(size, int) else None


def _shards(told: dict[str, dict[str, dict[str, list[str]]]]) -> Iterator[str]:
    for name, logical in (told.get("logical_files") or {}).items():
        if is_conversations(name):
            yield from map(str, logical.get("files") or [])
