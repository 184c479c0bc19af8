"""Le Chat's answers that were asked for anew: branches of one question, of which one goes on."""

from typing import Any

import pytest

from etl.transform.providers import le_chat


def said(own: str, role: str, minute: int, **more: Any) -> dict[str, Any]:
    told = {"id": own, "chatId": "l", "role": role, "content": own, "createdAt": f"2026-06-01T10:{minute:02}:00Z"}
    return told | more


@pytest.mark.parametrize(
    ("first", "second", "current"),
    [
        ({}, {}, "a2"),
        ({"preferenceOver": "a2"}, {}, "a1"),
        ({"preferenceOver": ["a2"]}, {"preference": "rejected"}, "a1"),
        ({"preferenceOver": "elsewhere"}, {"preferenceOver": "a1"}, "a2"),
    ],
)
def test_of_answers_in_a_row_one_is_shown_and_goes_on(
    first: dict[str, Any], second: dict[str, Any], current: str
) -> None:
    messages = [said("q", "user", 0), said("a1", "assistant", 1, **first), said("a2", "assistant", 2, **second)]
    for more in ([], [said("next", "user", 3)]):
        flat = le_chat.flatten({"messages": [*messages, *more], "member": "chat-l.json"})
        assert {row.node_id for row in flat.messages if row.is_current} == {"q", current, *(one["id"] for one in more)}
        parents = {row.node_id: row.parent_id for row in flat.messages}
        assert (parents["a1"], parents["a2"], parents.get("next", current)) == ("q", "q", current)


def test_an_answer_s_calls_and_thoughts_go_with_it() -> None:
    chunks = [
        {"type": "tool_call", "id": "t", "name": "look", "publicResult": "x"},
        {"type": "thinking", "text": "Hm."},
    ]
    messages = [said("q", "user", 0), said("a1", "assistant", 1, contentChunks=chunks), said("a2", "assistant", 2)]
    flat = le_chat.flatten({"messages": messages, "member": "chat-l.json"})
    assert [row.node_id for row in flat.messages if row.is_current] == ["q", "a2"]


def test_a_text_that_is_told_twice_and_differently_is_noted() -> None:
    chunks = [{"type": "text", "text": "a "}, {"type": "reference", "referenceIds": [1]}, {"type": "text", "text": "1"}]
    for words, noted in (("a 1", 0), ("a  1", 0), ("a", 1)):
        one = said("a1", "assistant", 1, content=words, contentChunks=chunks)
        assert len(le_chat.flatten({"messages": [one], "member": "chat-l.json"}).issues) == noted
