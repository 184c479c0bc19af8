"""What a session's log comes to: rows rewritten by their id, lists that replace all before, messages undone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.coerce import items, mapping, text
from etl.transform.providers.gemini_cli.fields import TYPES

Row = Mapping[str, Any]


@dataclass(slots=True)
class Record:
    """``head`` is what is said of the session, ``standing`` the messages by id that are left, ``undone`` the others.

    ``rewritten`` counts the rows whose place a later one took, ``changes`` those that say something of others,
    ``unread`` what stands where a list of messages, or a message of one, should.
    """

    head: dict[str, Any] = field(default_factory=dict)
    standing: dict[str, Row] = field(default_factory=dict)
    undone: dict[str, Row] = field(default_factory=dict)
    rewritten: int = 0
    changes: int = 0
    unread: int = 0
    foreign: list[Row] = field(default_factory=list)
    _made: int = 0

    def take(self, row: Row) -> None:
        """The next row of a log."""
        changed, undone = row.get("$set"), row.get("$rewindTo")
        named = row.get("type")
        if isinstance(changed, dict):
            self.changes += 1
            self._take_over(changed.get("messages"))
            self.head |= {name: value for name, value in changed.items() if name != "messages"}
        elif "$rewindTo" in row:
            self.changes += 1
            self._rewind(text(undone))
        elif isinstance(named, str) and (named in TYPES or "content" in row):
            self._put(row)
        elif "sessionId" in row:
            self.changes += 1
            self.head |= {name: value for name, value in row.items() if name != "messages"}
            self._take_over(row.get("messages"))
        else:
            self.foreign.append(row)

    def replace(self, messages: list[Any]) -> None:
        """All messages are these from now on; those that are not among them were undone."""
        before = self.standing
        self.standing = {}
        for one in messages:
            if isinstance(one, dict):
                self._put(one, before)
            elif one:
                self.unread += 1
        self.undone |= {name: row for name, row in before.items() if name not in self.standing}

    def _take_over(self, messages: object) -> None:
        if isinstance(messages, list):
            self.replace(messages)
        elif messages:
            self.unread += 1

    def _put(self, row: Row, before: Mapping[str, Row] | None = None) -> None:
        own = text(row.get("id"))
        if own is None:
            self._made += 1
            own = f"missing-{self._made}"
        earlier = self.standing.get(own) or (before or {}).get(own) or self.undone.pop(own, None)
        if earlier is not None:
            self.rewritten += 1
            if not isinstance(row.get("tokens"), dict) and isinstance(earlier.get("tokens"), dict):
                # What was paid stays paid where a later writing leaves it out.
                row = {**row, "tokens": earlier["tokens"]}
        self.standing[own] = row

    def _rewind(self, name: str | None) -> None:
        is_known = name in self.standing
        while self.standing:
            one, row = self.standing.popitem()
            self.undone[one] = row
            if is_known and one == name:
                break


def read_record(raw: Raw) -> Record:
    """The record of a session, from its document or its log."""
    found = Record()
    if "rows" in raw:
        for row in items(raw.get("rows")):
            if isinstance(row, dict):
                found.take(row)
    else:
        found.take({name: value for name, value in raw.items() if name != "type"} | {"sessionId": raw.get("sessionId")})
        found.changes = 0
    found.head = dict(mapping(found.head))
    return found
