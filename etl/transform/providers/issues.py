"""What was odd in one conversation: each reason once, however often it was met; and the names of its fields.

Fields that an export is known to have, and those it has, are counted, so that a change of the format shows.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from etl.rows.loads import Issue

MISFIT = "a field of another type than expected"

_LONGEST_DETAIL = 80

MOST_NAMES, LONGEST_NAME = 400, 80
"""Names counted of one record, and characters of a name: more has only what is damaged or forged."""


def known_names(names: str) -> frozenset[str]:
    """Names that stand with spaces between them."""
    return frozenset(names.split())


@lru_cache(maxsize=1024)
def named_fields(place: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The fields of a record as (place, name), by which they are counted."""
    return tuple((place, name[:LONGEST_NAME]) for name in names[:MOST_NAMES])


class Notes:
    """Collects oddities and makes Issue rows of them. Holds names of fields and types, never a chat's text.

    ``parts`` counts the kinds of parts met.
    """

    def __init__(self) -> None:
        self.parts: Counter[str] = Counter()
        self._issues: dict[tuple[str, str | None], Issue] = {}
        self._times: dict[tuple[str, str | None], int] = {}

    def text(self, holder: Mapping[str, Any], name: str, node_id: str | None = None) -> str | None:
        """A text field of an object; None where it is empty, and where it is no text, which is noted."""
        value = holder.get(name)
        if type(value) is str:
            return value or None
        if value is not None:
            self.lost(MISFIT, node_id, name)
        return None

    def lost(self, reason: str, node_id: str | None = None, detail: str | None = None) -> None:
        """Something of the export could not be kept."""
        self._add("warning", reason, node_id, detail)

    def odd(self, reason: str, node_id: str | None = None, detail: str | None = None) -> None:
        """Something was not as expected, and nothing is lost by it."""
        self._add("note", reason, node_id, detail)

    def missing_id(self, seen: Sequence[object]) -> str:
        """The id of a conversation that has none, which is noted: made of what was ``seen`` and stays when it grows."""
        self.odd("no conversation id")
        return f"missing-{blake2b(repr(seen).encode('utf-8', 'replace'), digest_size=12).hexdigest()}"

    def issues(self, conversation_id: str) -> list[Issue]:
        """One row a reason, with the first node that showed it and how many did."""
        for key, issue in self._issues.items():
            issue.conversation_id = conversation_id
            if self._times[key] > 1:
                words = (issue.detail, f"{self._times[key]} times")
                issue.detail = ", ".join(word for word in words if word)
        return list(self._issues.values())

    def _add(self, severity: str, reason: str, node_id: str | None, detail: str | None) -> None:
        detail = detail[:_LONGEST_DETAIL] if detail else None
        key = (reason, detail)
        if key in self._issues:
            self._times[key] += 1
        else:
            self._times[key] = 1
            self._issues[key] = Issue(severity, reason, node_id=node_id, detail=detail)
