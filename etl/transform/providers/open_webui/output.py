"""What an answer was made of, item by item, as versions since 2026 keep it beside the content."""

from collections.abc import Sequence
from typing import Any

from etl.rows.types import Micros
from etl.transform.providers.coerce import as_json, items, mapping, text
from etl.transform.providers.talk import LAST, Talk


def words_of(talk: Talk, own: str, told: Sequence[Any], at: Micros | None, parent: str | None) -> list[str]:
    """The words among the items of an answer; its thoughts and its calls of tools become rows above it."""
    begin, words = len(talk.rows), list[str]()
    for place, one in enumerate(map(mapping, told)):
        kind, above = text(one.get("type")), LAST if len(talk.rows) > begin else parent
        if kind == "message":
            words += _pieces(one.get("content"))
        elif kind == "reasoning":
            if thoughts := _pieces(one.get("content")) or _pieces(one.get("summary")):
                talk.add(f"{own}/thoughts{place}", "assistant", thoughts, at, "thoughts", above)
        elif kind == "function_call":
            call = text(one.get("call_id"))
            talk.call(f"{own}/call{place}", text(one.get("name")), one.get("arguments"), call, at, above)
        elif kind == "function_call_output":
            said = one.get("output")
            answer = _pieces(said) if isinstance(said, list) else said if isinstance(said, str) else as_json(said)
            talk.result(f"{own}/result{place}", None, answer, text(one.get("call_id")), at, False)
        else:
            talk.notes.odd("unknown content type", own, kind)
    return words


def _pieces(told: object) -> list[str]:
    pieces = (told if isinstance(told, str) else mapping(told).get("text") for told in items(told))
    return [one for one in pieces if isinstance(one, str) and one]
