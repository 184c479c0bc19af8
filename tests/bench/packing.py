"""Writing the zip: members streamed, dates fixed, so that the same seed gives the same bytes."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_DATE = (2026, 10, 20, 12, 0, 0)


@contextmanager
def packed(path: Path) -> Iterator[zipfile.ZipFile]:
    """A new zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        yield archive


@contextmanager
def member(archive: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """A member of an archive, to be written bit by bit."""
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    with archive.open(entry, "w", force_zip64=True) as stream:
        yield stream


def write_bytes(archive: zipfile.ZipFile, name: str, data: bytes) -> int:
    """A small member; its size in bytes is given back."""
    with member(archive, name) as stream:
        return stream.write(data)


def write_list(archive: zipfile.ZipFile, name: str, rows: Iterable[bytes]) -> int:
    """A list of rows, already JSON, as one member on one line; its size in bytes is given back."""
    size = 0
    with member(archive, name) as stream:
        for row in rows:
            size += stream.write((b", " if size else b"[") + row)
        size += stream.write(b"]" if size else b"[]")
    return size


def manifest(sizes: dict[str, int]) -> bytes:
    """export_manifest.json: every member with its size, and which shards are conversations.json."""
    name = "export_manifest.json"
    shards = [path for path in sizes if path.startswith("conversations-")]
    value: dict[str, object] = {"version": 1, "manifest_file": name}
    value["export_files"] = [{"path": path, "size_bytes": size} for path, size in sizes.items()]
    value["logical_files"] = {"conversations.json": {"files": shards, "sharded": True}}
    return dumped(value)


def dumped(value: object) -> bytes:
    """JSON as the service writes it: ", " and ": ", everything beyond ASCII escaped."""
    return json.dumps(value).encode()
