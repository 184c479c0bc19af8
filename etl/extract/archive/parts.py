"""manifest-….json of an export in parts: what it names and nobody gave is told, as chats may be in it."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from etl.extract.archive.export import Export
from etl.extract.archive.names import is_manifest
from etl.rows.loads import Issue

LARGEST = 64 << 20
"""Bytes above which a manifest is none."""

_TAIL = re.compile(r"(?: ?\(\d+\))?(?:\.zip)?$", re.IGNORECASE)
"""What browsers and unpacking change at the end of a name."""


def lacking(path: Path, exports: Iterable[Export]) -> Iterator[Issue]:
    """The parts that a manifest at ``path``, or in the folder there, names and none of ``exports`` is."""
    present = {_plain(name) for export in exports for name in _names(export)}
    for manifest in _manifests(path):
        for category, name in _told(manifest):
            if _plain(name) not in present:
                severity = "warning" if category == "conversations" else "note"
                yield Issue(severity, "part of the export not given", name)


def _manifests(path: Path) -> list[Path]:
    found = sorted(path.iterdir()) if path.is_dir() else [path]
    return [one for one in found if is_manifest(one.name) and one.is_file() and one.stat().st_size <= LARGEST]


def _told(manifest: Path) -> list[tuple[str, str]]:
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
