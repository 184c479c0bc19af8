"""One conversation over many small files: a folder of sessions, one of their messages, one of the messages' parts."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO, cast

from etl.extract.archive.export import Member
from etl.extract.archive.streams import Pieces

_PLACE = re.compile(r"(?P<root>(?:.*/)?)(?P<kind>session|message|part)/(?P<above>[^/]+)/(?P<own>[^/]+)\.json")
_LARGEST = 64 << 20


@dataclass(slots=True)
class _Tree:
    sessions: dict[str, Member] = field(default_factory=dict)
    messages: dict[str, list[tuple[str, Member]]] = field(default_factory=dict)
    parts: dict[str, list[Member]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    bytes: int = 0


def gathered(members: Sequence[Member]) -> list[tuple[Member, frozenset[str]]]:
    """Each such tree as one member, sessions as JSON lines {"info", "messages"}; and the names of its files."""
    trees: dict[str, _Tree] = {}
    for member in members:
        place = _PLACE.fullmatch(member.name.replace("\\", "/"))
        if place is not None:
            _put(trees.setdefault(place["root"], _Tree()), place, member)
    whole = {root: tree for root, tree in sorted(trees.items()) if tree.sessions and tree.messages}
    return [(_joined(root, tree), frozenset(tree.names)) for root, tree in whole.items()]


def _put(tree: _Tree, place: re.Match[str], member: Member) -> None:
    tree.bytes += member.bytes
    tree.names.append(member.name)
    if place["kind"] == "session":
        tree.sessions[place["own"]] = member
    elif place["kind"] == "message":
        tree.messages.setdefault(place["above"], []).append((place["own"], member))
    else:
        tree.parts.setdefault(place["above"], []).append(member)


def _joined(root: str, tree: _Tree) -> Member:
    first = next(iter(tree.sessions.values()))
    found = replace(first, name=f"{root}session", bytes=tree.bytes, is_conversations=True, file=None, crc=None)
    return replace(found, open=partial(_opened, tree))


def _opened(tree: _Tree) -> BinaryIO:
    return cast("BinaryIO", Pieces(_lines(tree), BytesIO()))


def _lines(tree: _Tree) -> Iterator[bytes]:
    """The sessions, and last the messages of sessions that have no file of their own."""
    for name in sorted({**tree.sessions, **tree.messages}):
        lost: list[str] = []
        head = _read(tree.sessions[name], lost) if name in tree.sessions else {"id": name}
        messages = [
            {"info": _read(member, lost), "parts": [_read(part, lost) for part in _by_name(tree.parts.get(own, []))]}
            for own, member in sorted(tree.messages.get(name, []), key=lambda one: one[0])
        ]
        told = {"info": head if head is not None else {"id": name}, "messages": messages}
        yield json.dumps(told | ({"lost": lost} if lost else {})).encode("utf-8", "replace") + b"\n"


def _by_name(members: Sequence[Member]) -> list[Member]:
    return sorted(members, key=lambda member: member.name)


def _read(member: Member, lost: list[str]) -> Any:
    """The value of a file; None of one that cannot be read, which is named."""
    try:
        with member.open() as stream:
            data = stream.read(_LARGEST + 1)
            while piece := stream.read(_LARGEST + 1 - len(data)) if len(data) <= _LARGEST else b"":
                data += piece
        if len(data) <= _LARGEST:
            return json.loads(data)
        lost.append(member.name)
    except (OSError, ValueError, RecursionError):
        lost.append(member.name)
    return None
