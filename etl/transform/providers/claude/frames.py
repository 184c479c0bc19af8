"""Frames: artifacts and pages that were published, each a folder of the export with its versions.

artifacts/<id>/artifact.json tells of them; a version is versions/<version>.html, or a folder versions/<version>/ of
files, and the text of a page, only the newest, is page.md.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from etl.extract.archive import Member
from etl.rows.companions import ArtifactFile
from etl.rows.loads import Issue
from etl.transform.providers.coerce import from_json, items, mapping, micros, text
from etl.transform.providers.companion_files import Rows, plain_name, read_stream

MOST_BYTES = 16 * 1024 * 1024
"""Larger files of a version are reported instead of read: all of an export's are held at once."""

_FRAME = re.compile(r"(?:^|(?<=/))artifacts/([^/]+)/(.+)$")
_VERSION = re.compile(r"versions/([^/]+)\.html|versions/([^/]+)/(.+)", re.IGNORECASE)
_PLATFORM = re.compile(r"(?:SKILL\.md|artifact-type/.*)", re.IGNORECASE)
"""What the product adds to a version of its own: nobody wrote it."""
_TEXTS = re.compile(r"\.(?:css|csv|html?|json|jsx?|md|mjs|svg|tsx?|txt|xml)", re.IGNORECASE)
_ENTRY = "index.html"

Place = tuple[str | None, str]
"""A version's id, None for the newest, and a file's path in it."""


def frames(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """Every file of a version with its row, and artifact.json with a row for each version that has no file."""
    for folder, held in _folders(members).items():
        told = held.pop("artifact.json", None)
        if told is None:
            continue
        about: list[Mapping[str, Any]] = []
        problems = read_stream(told, lambda stream, into=about: _about(stream, into))  # type: ignore[misc]
        frame = about[0] if about else {}
        placed = {path: place for path in held if (place := _place(path)) is not None}
        active = text(frame.get("active_version")) or next(iter(_versions(frame)), "current")
        found = {place[0] or active for place in placed.values()}
        rows = [_row(folder, frame, (version, ""), active) for version in _versions(frame) if version not in found]
        yield told, [*problems, *rows]
        for path, place in placed.items():
            row = _row(folder, frame, (place[0] or active, place[1]), active)
            yield held[path], _with_content(held[path], row)


def _folders(members: Sequence[Member]) -> Mapping[str, dict[str, Member]]:
    """By the id of a frame its files, by their path in its folder."""
    found: dict[str, dict[str, Member]] = {}
    for member in members:
        place = _FRAME.search(plain_name(member))
        if place is not None:
            found.setdefault(place[1], {})[place[2]] = member
    return found


def _about(stream: BinaryIO, into: list[Mapping[str, Any]]) -> Rows:
    value = from_json(stream.read().removeprefix(b"\xef\xbb\xbf"))
    if not isinstance(value, dict):
        raise ValueError("a side file is not JSON")
    into.append(value)
    return []


def _place(path: str) -> Place | None:
    """Where a file stands; None for what is no part of a version."""
    if path == "page.md":
        return None, path
    match = _VERSION.fullmatch(path)
    if match is None or _PLATFORM.fullmatch(match[3] or ""):
        return None
    return (match[1], _ENTRY) if match[1] else (match[2], match[3])


def _versions(frame: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """By id what artifact.json tells of the versions, the newest first."""
    return {name: one for one in items(frame.get("versions")) if (name := text(mapping(one).get("id")))}


def _row(folder: str, frame: Mapping[str, Any], place: tuple[str, str], active: str) -> ArtifactFile:
    version, path = place
    told = _versions(frame).get(version, {})
    title, description = text(told.get("title")), text(told.get("description"))
    return ArtifactFile(
        text(frame.get("id")) or folder,
        version,
        path,
        kind=text(frame.get("kind")),
        title=None if title is None else html.unescape(title),
        description=None if description is None else html.unescape(description),
        visibility=text(frame.get("visibility")),
        is_active=version == active,
        created_at=micros(told.get("created_at")),
        account_id=text(frame.get("owner_account")),
    )


def _with_content(member: Member, row: ArtifactFile) -> Rows:
    """The row, with the file's text where it is one; where it cannot be read, the reason beside it."""
    if not _TEXTS.fullmatch(PurePosixPath(row.file_name).suffix):
        return [row]
    if member.bytes > MOST_BYTES:
        return [row, Issue("warning", "a side file too large to read", member.name)]

    def read(stream: BinaryIO) -> Rows:
        row.content = stream.read(MOST_BYTES + 1).decode("utf-8-sig", "replace")
        return []

    return [row, *read_stream(member, read)]
