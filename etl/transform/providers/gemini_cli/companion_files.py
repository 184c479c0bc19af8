"""What lies beside the sessions and is none: the list of what was typed, which they hold as well."""

from collections.abc import Iterator, Sequence

from etl.extract.archive import Member
from etl.transform.providers.companion_files import Rows, last_name


def companions(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """logs.json in a project's folder."""
    for member in members:
        if last_name(member) == "logs.json" and "/tmp/" in f"/{member.name}".replace("\\", "/"):
            yield member, []
