"""What lies beside the sessions: the folder that a project is, and a list of what was typed, which they hold too."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import BinaryIO

from etl.extract.archive import Member
from etl.rows.companions import Project
from etl.rows.loads import Issue
from etl.transform.providers.companion_files import Rows, last_name, read_stream
from etl.transform.providers.logs import folder

_CHECKPOINT = re.compile(r"checkpoint(?:-.+)?\.json")
_UNREAD = "a checkpoint, which is not read: its chat is in the log of its session"
_LONGEST = 10_000
"""Bytes of a path."""


def companions(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """.project_root in a project's folder, and logs.json."""
    for member in members:
        if last_name(member) == ".project_root":
            yield member, read_stream(member, _project, _LONGEST)
        elif _CHECKPOINT.fullmatch(last_name(member)) and _is_ours(member):
            yield member, [Issue("warning", _UNREAD, member.name)]
        elif last_name(member) == "logs.json" and _is_ours(member):
            yield member, []


def _is_ours(member: Member) -> bool:
    return "/tmp/" in f"/{member.name}".replace("\\", "/")


def _project(stream: BinaryIO) -> Rows:
    """A project under the hash of its path, by which the sessions name it."""
    path = stream.read(_LONGEST).decode("utf-8", "replace").strip()
    return [Project(sha256(path.encode()).hexdigest(), name=folder(path))] if path else []
