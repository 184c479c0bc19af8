"""What lies beside a task and is none: what was sent to the API, which the task shows as well, and lists of files."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from etl.extract.archive import Member
from etl.rows.companions import Companion
from etl.rows.loads import Issue
from etl.transform.providers.coerce import mapping
from etl.transform.providers.companion_files import Rows, plain_name, read_json

_BESIDE = frozenset(
    {"api_conversation_history.json", "task_metadata.json", "history_item.json", "context_history.json"}
)
_UNREAD = "a file beside a session, with its title or a recap, that is not read"


def _is_manifest(member: Member, path: PurePosixPath) -> bool:
    if path.suffix != ".json" or path.stem != path.parent.name:
        return False
    found: list[Any] = []

    def look(value: Any) -> Iterator[Companion]:
        found.append(value)
        yield from ()

    read_json(member, look)
    return any("session_id" in mapping(one) for one in found)


def companions(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """Files of those names in the folder of a task, and the index of all tasks; what lies beside a session."""
    for member in members:
        path = PurePosixPath(plain_name(member))
        is_beside = path.name in _BESIDE and path.parent.name != ""
        if path.name.endswith(".compaction.json") or _is_manifest(member, path):
            yield member, [Issue("warning", _UNREAD, member.name)]
        if is_beside or (path.name == "_index.json" and path.parent.name == "tasks"):
            yield member, []
