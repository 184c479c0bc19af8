"""What lies beside a task and is none: what was sent to the API, which the task shows as well, and lists of files."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from etl.extract.archive import Member
from etl.transform.providers.companion_files import Rows, plain_name

_BESIDE = frozenset(
    {"api_conversation_history.json", "task_metadata.json", "history_item.json", "context_history.json"}
)


def companions(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """Files of those names in the folder of a task, and the index of all tasks."""
    for member in members:
        path = PurePosixPath(plain_name(member))
        is_beside = path.name in _BESIDE and path.parent.name != ""
        if is_beside or (path.name == "_index.json" and path.parent.name == "tasks"):
            yield member, []
