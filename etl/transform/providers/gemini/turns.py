"""The turns of a conversation's history: a person's or the model's, by their number; one told twice is a branch."""

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from typing import Any

from etl.rows.types import Micros
from etl.transform.providers.coerce import items, mapping, micros, text, whole
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.talk import LAST, Talk


def read_turns(talk: Talk, turns: Sequence[Any]) -> None:
    """The rows of all turns. ``ends`` are the last rows of each number: what follows hangs below the latest."""
    ends: dict[int, str] = {}
    numbers: list[int] = []
    for place, one in enumerate(turns):
        held = mapping(one)
        asked, said = mapping(held.get("user_turn")), mapping(held.get("system_turn"))
        turn = asked or said
        if not turn:
            talk.drop()
            continue
        talk.see("message", turn)
        told = whole(turn.get("turn_index"))
        number = place if told is None else told
        below = bisect_left(numbers, number)
        parent = ends[numbers[below - 1]] if below else None
        _read(talk, str(number) if number not in ends else f"{number}.{place}", turn, bool(asked), parent)
        if number not in ends:
            insort(numbers, number)
        ends[number] = talk.rows[-1].node_id


def _read(talk: Talk, own: str, turn: Mapping[str, Any], is_asked: bool, parent: str | None) -> None:
    at: Micros | None = micros(turn.get("turn_last_modified"))
    if at is None and turn.get("turn_last_modified"):
        talk.notes.lost(MISFIT, own, "turn_last_modified")
    thoughts = [_thought(one) for one in talk.notes.objects(turn.get("model_thoughts"), own, "model_thoughts")]
    above = talk.add(f"{own}/thoughts", "assistant", thoughts, at, "thoughts", parent) if any(thoughts) else None
    words = turn.get("prompt") if is_asked else [piece for one in items(turn.get("text")) for piece in _pieces(one)]
    row = talk.add(own, "user" if is_asked else "assistant", words, at, parent=LAST if above else parent)
    row.status = "deleted" if turn.get("turn_deleted_time") else None
    for origin, kind in (("images", "image"), ("attachments", "file"), ("files", "file")):
        for one in items(turn.get(origin)):
            name = text(one) or text(mapping(one).get("name"))
            talk.attach(row, kind, origin, file_name=name, direction="in" if is_asked else "out")


def _thought(told: Mapping[str, Any]) -> str:
    return "\n".join(filter(None, (text(told.get("headline")), text(told.get("description")))))


def _pieces(part: object) -> list[Any]:
    """The texts of a part in their order: what stands before it, itself, and its cards."""
    if isinstance(part, str):
        return [part]
    held = mapping(part)
    cards = [mapping(one).get("content") for one in items(held.get("cards"))]
    return [one for one in (held.get("preamble"), held.get("data"), *cards) if one]
