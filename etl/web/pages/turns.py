"""A chat in turns: what a person said, and all that came of it until the person speaks again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from etl.export.branches import Step
from etl.export.conversation import Citation
from etl.web.pages.attachments import Card
from etl.web.pages.deeds import Deed, Part, deed, used
from etl.web.pages.message import Said, prose, said
from etl.web.pages.strip import Strip, strip
from etl.web.texts.code import Ink

Row = Mapping[str, Any]

_FOLDED = {"thoughts", "recap", "tool_output", "code", "browsing", "webpage", "quote", "context", "memory"}
_PEOPLE = (None, "", "all", "user")
"""Whom a message is addressed to that is no call of a tool."""
_HEADINGS = {"quote": "Attached text", "context": "Instructions", "memory": "Memory", "code": "Code"}
_LONGEST_PART = 20_000
"""Characters of a tool's text that are shown; the export has all of it."""
_MARKS = dict.fromkeys(range(0xE200, 0xE207), " ")
"""Around and in what a tool calls its sources: no font has them."""


@dataclass(slots=True)
class Turn:
    """``role`` is user or answer; ``forks`` are messages with other versions, ``anchors`` those that are not shown."""

    role: str
    said: list[Said] = field(default_factory=list)
    strip: Strip | None = None
    forks: list[Step] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    model: str | None = None

    @property
    def at(self) -> str:
        """When its last message was written."""
        return next((one.at for one in reversed(self.said) if one.at), "")

    @property
    def tokens(self) -> int:
        """Of all its texts."""
        return sum(one.tokens or 0 for one in self.said)


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of the messages of a page: rows by node, calls of tools, sources and files by node."""

    texts: Mapping[str, Row]
    calls: Sequence[Row]
    cited: Mapping[str, Sequence[Citation]]
    cards: Mapping[str, Sequence[Card]]


class Teller:
    """Puts the messages of a page into turns, in their order."""

    def __init__(self, found: Found, here: tzinfo) -> None:
        self._found, self._here, self._ink = found, here, Ink()
        self._calls = {call["call_node_id"]: call for call in found.calls if call["call_node_id"]}
        self._results = {call["result_node_id"]: call for call in found.calls if call["result_node_id"]}
        self._begun: dict[str, Deed] = {}

    def turns(self, steps: Sequence[Step], behind: set[str]) -> Iterator[Turn]:
        """The turns of some steps of the way; those ``behind`` the talk only offer their other versions."""
        turn: Turn | None = None
        deeds: list[Deed] = []
        waiting: list[Step] = []
        for step in steps:
            row = self._found.texts.get(step.node)
            if step.node in behind or row is None:
                waiting += [step] if step.siblings > 1 else []
                continue
            role = "user" if row["role"] == "user" else "answer"
            if turn is None or turn.role != role or (role == "user" and turn.said):
                if turn is not None:
                    yield _finished(turn, deeds)
                turn, deeds = Turn(role), []
            turn.anchors += [one.node for one in waiting]
            turn.forks += [*waiting, *([step] if step.siblings > 1 else [])]
            waiting = []
            self._add(turn, deeds, row)
        if turn is not None:
            yield _finished(turn, deeds)

    def _add(self, turn: Turn, deeds: list[Deed], row: Row) -> None:
        node, cards = row["node_id"], self._found.cards.get(row["node_id"], ())
        turn.model = turn.model or (row["model"] if row["role"] == "assistant" else None)
        if not _is_folded(row):
            turn.said.append(said(row, self._here, self._ink, self._found.cited.get(node, ()), cards))
            return
        self._do(deeds, row, [card for card in cards if not (card.is_picture and card.is_made)])
        made = [card for card in cards if card.is_picture and card.is_made]
        if made:
            shown = {**row, "node_id": "", "text": "", "tokens": None, "omitted": None}
            turn.said.append(said(shown, self._here, self._ink, (), made))

    def _do(self, deeds: list[Deed], row: Row, cards: Sequence[Card]) -> None:
        """Put a folded message where it belongs: to the deed that it begins, or that it answers."""
        node, kind = row["node_id"], row["kind"]
        if kind in ("thoughts", "recap"):
            deeds.append(Deed("", kind=kind, seconds=row["thinking_seconds"]))
            if kind == "thoughts" and (row["text"] or "").strip():
                deeds[-1].parts.append(Part(node, "", prose(row["text"], (), self._ink)))
            return
        if row["role"] == "tool":
            answered = self._answered(deeds, row)
            if kind == "error" and not answered.problem:
                answered.problem = "failed"
            answered.parts.append(_part(row, "Result", cards))
            return
        tool = row["recipient"] if row["recipient"] not in _PEOPLE else None
        call = self._calls.get(node)
        begun = deed(call) if call else used(tool) if tool else Deed(_HEADINGS.get(kind, "Code"), kind=kind)
        if kind == "quote" and cards:
            begun.about, cards = cards[0].name if cards[0].name != cards[0].kind else "", cards[1:]
        begun.parts.append(_part(row, "Call" if call or tool else "", cards))
        self._begun[node] = begun
        deeds.append(begun)

    def _answered(self, deeds: list[Deed], row: Row) -> Deed:
        """The deed that a tool's message answers: that of its call, else the last of the same tool, else its own."""
        call, name = self._results.get(row["node_id"]), row["author_name"]
        begun = self._begun.get(call["call_node_id"] or "") if call else None
        if begun is not None and any(begun is one for one in deeds):
            return begun
        same = next((one for one in reversed(deeds) if call is None and one.answers and one.answers == name), None)
        if same is None:
            same = deed(call) if call else used(name)
            deeds.append(same)
        return same


def _finished(turn: Turn, deeds: list[Deed]) -> Turn:
    pictures = sum(card.is_made for one in turn.said for card in one.cards)
    turn.strip = strip(deeds, pictures)
    return turn


def _is_folded(row: Row) -> bool:
    is_call = row["role"] == "assistant" and row["recipient"] not in _PEOPLE
    return row["role"] == "tool" or is_call or row["kind"] in _FOLDED


def _part(row: Row, label: str, cards: Sequence[Card]) -> Part:
    text = (row["text"] or "").translate(_MARKS)
    if len(text) > _LONGEST_PART:
        text = f"{text[:_LONGEST_PART]}…\n\n(the first {_LONGEST_PART:,} characters; an export of the chat has all)"
    return Part(row["node_id"], label, None, text, cards)
