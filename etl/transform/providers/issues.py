"""What was odd in one conversation: each reason once, however often it was met; and the names of its fields.

Fields that an export is known to have, and those it has, are counted, so that a change of the format shows.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from etl.rows.conversation import Flat
from etl.rows.loads import Issue
from etl.transform.providers.coerce import from_json, items, mapping

MISFIT = "a field of another type than expected"
_NOTHING: tuple[Any, ...] = (None, "", [], {}, False, 0)

_LONGEST_DETAIL = 80

CARRIERS = ("role", "content_type")
"""The places whose unknown values may stand for what a person or a model said."""

_TECHNICAL = re.compile(r"(?:^|_)(?:type|id|uuid|url|timestamp|time|at|name|status|signature|format|language)$")
"""Names of fields that hold no words."""

MOST_NAMES, LONGEST_NAME = 400, 80
"""Names counted of one record, and characters of a name: more has only what is damaged or forged."""


def known_names(names: str) -> frozenset[str]:
    """Names that stand with spaces between them."""
    return frozenset(names.split())


@lru_cache(maxsize=1024)
def named_fields(place: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The fields of a record as (place, name), by which they are counted."""
    return tuple((place, name[:LONGEST_NAME]) for name in names[:MOST_NAMES])


def unknown_texts(flat: Flat, known: Mapping[str, frozenset[str]]) -> tuple[Counter[tuple[str, str]], int]:
    """How many messages of each unknown role and type of content carry text, and how many in all.

    That is what a reader of ours may have missed.
    """
    unknown = {pair for pair in flat.fields if pair[0] in CARRIERS and pair[1] not in known.get(pair[0], ())}
    found: Counter[tuple[str, str]] = Counter()
    if not unknown:
        return found, 0
    messages: dict[tuple[str, str], set[str]] = {}
    for row in flat.messages:
        for place, value in (("role", row.role), ("content_type", row.content_type)):
            pair = place, (value or "")[:LONGEST_NAME]
            if pair in unknown and (row.text.strip() or _has_words(row.raw_content)):
                messages.setdefault(pair, set()).add(row.message_id or row.node_id)
    found.update({pair: len(ids) for pair, ids in messages.items()})
    return found, len(set().union(*messages.values()))


def _has_words(raw: str | None) -> bool:
    """Does a content of an unknown type hold a text that is no mere name, number or address?"""
    waiting: list[Any] = [from_json(raw.encode("utf-8", "replace"))] if raw else []
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [one for name, one in value.items() if not _TECHNICAL.search(str(name))]
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str) and value.strip():
            return True
    return False


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

    def listed(self, told: object, node_id: str | None, name: str) -> Sequence[Any]:
        """The items of a list; none of what is no list, which is noted where it says anything."""
        if not isinstance(told, list) and told not in _NOTHING:
            self.lost(MISFIT, node_id, name)
        return items(told)

    def objects(self, told: object, node_id: str | None, name: str) -> list[Mapping[str, Any]]:
        """The objects of a list, an empty one for whatever else it has, which is noted where it says anything."""
        listed = self.listed(told, node_id, name)
        if any(not isinstance(one, dict) and one not in _NOTHING for one in listed):
            self.lost(MISFIT, node_id, name)
        return [mapping(one) for one in listed]

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
