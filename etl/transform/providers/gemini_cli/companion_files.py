"""What lies beside the sessions: the folder that a project is, and a list of what was typed, which they hold too."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import BinaryIO

from etl.extract.archive import Member
from etl.rows.companions import Project
from etl.transform.providers.companion_files import Rows, last_name, read_stream
from etl.transform.providers.logs import folder

_LONGEST = 10_000
"""Bytes of a path."""


def companions(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """.project_root in a project's folder, and logs.json."""
    for member in members:
        if last_name(member) == ".project_root":
            yield member, read_stream(member, _project, _LONGEST)
        elif last_name(member) == "logs.json" and "/tmp/" in f"/{member.name}".replace("\\", "/"):
            yield member, []


def _project(stream: BinaryIO) -> Rows:
    """A project under the hash of its path, by which the sessions name it."""
    path = stream.read(_LONGEST).decode("utf-8", "replace").strip()
    return [Project(sha256(path.encode()).hexdigest(), name=folder(path))] if path else []
