"""Shapes of exports that are rarer than the samples: each by what it comes to."""

from typing import Any

import pytest

from etl.extract.documents import Document
from etl.rows.conversation import Flat
from etl.transform.providers import ai_studio, copilot, gemini, grok, le_chat, librechat, open_webui, qoder
from etl.transform.providers.coerce import items


def told(flat: Flat) -> list[tuple[str | None, str, str, str | None]]:
    return [(row.role, row.kind, row.text, row.parent_id) for row in flat.messages]


def response(own: str, sender: str, second: int, **more: Any) -> dict[str, Any]:
    at = f"2025-06-01T10:00:0{second}Z"
    return {"response": {"response_id": own, "sender": sender, "message": own, "create_time": at, **more}}


def test_grok_without_any_parent_is_said_in_the_order_of_its_times() -> None:
    responses = [
        response("b", "grok-3", 2, parent_response_id=None),
        response("a", "human", 1),
        response("c", "human", 3),
    ]
    flat = grok.flatten({"conversation": {"conversation_id": "g"}, "responses": responses})
    assert [(row.node_id, row.parent_id, row.is_current) for row in flat.messages] == [
        ("a", None, True),
        ("b", "a", True),
        ("c", "b", True),
    ]


def test_le_chat_s_pieces_of_text_are_one_and_its_thinking_is_none_of_it() -> None:
    kinds = [("thinking", "Hm."), ("text", "Warp "), ("reference", None), ("text", "and weft.")]
    chunks = [{"type": kind, "text": words} for kind, words in kinds]
    held = {"id": "m", "chatId": "c", "role": "assistant", "content": "", "contentChunks": chunks}
    flat = le_chat.flatten({"messages": [held], "member": "chat-c.json"})
    assert [(row.kind, row.text) for row in flat.messages] == [("thoughts", "Hm."), ("text", "Warp and weft.")]


def test_librechat_s_answers_are_of_the_model_that_was_chosen_where_they_name_none() -> None:
    said = {"messageId": "1", "isCreatedByUser": False, "text": "Yo"}
    flat = librechat.flatten({"conversationId": "l", "options": {"model": "gpt-4o"}, "messages": [said]})
    assert [(row.model_slug, row.model_slug_basis) for row in flat.messages] == [("gpt-4o", "conversation")]


def test_thoughts_among_the_parts_of_a_chunk_are_no_answer() -> None:
    chunk = {"role": "model", "parts": [{"text": "Hm.", "thought": True}, {"text": "Reefs."}]}
    flat = ai_studio.flatten({"chunkedPrompt": {"chunks": [chunk]}, "member": "Reef"})
    assert told(flat) == [("assistant", "thoughts", "Hm.", None), ("assistant", "text", "Reefs.", "0/thoughts")]


def test_credits_are_no_tokens_that_cannot_be() -> None:
    message = {"id": "m", "role": "assistant", "content": [{"type": "text", "text": "Hi"}], "usage": {"credits": 1.5}}
    row = {"uuid": "a", "sessionId": "s", "type": "assistant", "timestamp": "2026-05-01T10:00:00Z", "message": message}
    assert qoder.flatten({"rows": [row], "member": "s.jsonl"}).issues == []


RECORD = {"header": "Gemini Apps", "time": "2026-03-10T18:00:00.000Z"}


@pytest.mark.parametrize(
    "record",
    [
        {"title": "Prompted Ferns?", "safeHtmlItem": {"html": "<p>Yes.</p>"}},
        {"title": "x", "details": [{"name": "Request", "value": "Ferns?"}, {"name": "Response", "value": "Yes."}]},
        {"title": "x", "userInteractions": [{"userInteraction": {"request": "Ferns?", "response": "Yes."}}]},
    ],
)
def test_an_answer_is_found_wherever_it_stands_in_a_record(record: dict[str, Any]) -> None:
    (raw,) = gemini.conversations(Document("MyActivity.json", "json", [RECORD | record]))
    assert [(row.role, row.text) for row in gemini.flatten(raw).messages] == [("user", "Ferns?"), ("assistant", "Yes.")]


def test_a_record_that_may_be_a_prompt_in_another_language_is_named() -> None:
    records = [RECORD | {"title": title} for title in ("Prompted Ferns?", "Kysytty: Saniaiset?", "Used Gemini Apps")]
    (raw,) = gemini.conversations(Document("MyActivity.json", "json", records))
    issues = gemini.flatten(raw).issues
    assert [(one.severity, one.detail) for one in issues] == [("note", "1 cells")]


def test_open_webui_s_answers_without_their_question_s_name_stand_where_the_question_names_them() -> None:
    asked = {"role": "user", "content": "Hot?", "parentId": None, "childrenIds": ["b"]}
    nodes: dict[str, Any] = {
        "a": asked,
        "b": {"content": "Yes.", "model": "m", "usage": {"prompt_tokens": 9, "completion_tokens": 2}},
    }
    flat = open_webui.flatten({"id": "w", "history": {"messages": nodes, "currentId": "b"}})
    assert [(row.node_id, row.parent_id, row.role, row.input_tokens_reported) for row in flat.messages] == [
        ("a", None, "user", None),
        ("b", "a", "assistant", 9),
    ]
    assert all(row.is_current for row in flat.messages)


@pytest.mark.parametrize("content", ["", "Noon."])
def test_what_open_webui_keeps_beside_the_content_is_said_too_and_once(content: str) -> None:
    output: list[dict[str, Any]] = [
        {"type": "reasoning", "content": [], "summary": [{"type": "summary_text", "text": "Hm."}]},
        {"type": "function_call", "call_id": "c", "name": "clock", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "c", "output": [{"type": "input_text", "text": "12:00"}]},
        {"type": "message", "content": [{"type": "output_text", "text": "Noon."}]},
    ]
    held = {"role": "assistant", "content": content, "output": output}
    raw: dict[str, Any] = {"id": "w", "history": {"messages": {"a": held}}}
    assert told(open_webui.flatten(raw)) == [
        ("assistant", "thoughts", "Hm.", None),
        ("assistant", "code", "{}", "a/thoughts0"),
        ("tool", "tool_output", "12:00", "a/call1"),
        ("assistant", "text", "Noon.", "a/result2"),
    ]
    expectation = open_webui.expected(raw)
    assert expectation is not None
    assert expectation.messages == {"a": 5 if content else None}


def test_librechat_s_assistants_tell_a_call_by_its_type() -> None:
    logs: dict[str, Any] = {"input": "print(1)", "outputs": [{"type": "logs", "logs": "1"}]}
    calls: list[dict[str, Any]] = [
        {"type": "code_interpreter", "id": "1", "code_interpreter": logs},
        {"type": "function", "id": "2", "function": {"name": "look", "arguments": "{}", "output": "one"}},
    ]
    content = [{"type": "tool_call", "tool_call": one} for one in calls]
    said = {"messageId": "m", "isCreatedByUser": False, "text": "", "content": content}
    flat = librechat.flatten({"conversationId": "l", "messages": [said]})
    assert [(row.recipient or row.author_name, row.text) for row in flat.messages[:4]] == [
        ("code_interpreter", "print(1)"),
        ("code_interpreter", "1"),
        ("look", "{}"),
        ("look", "one"),
    ]


def test_copilot_s_rows_of_one_second_are_turns_and_one_without_a_time_stays_where_it_is() -> None:
    said = [("AI", "d", 5), ("Human", "c", 5), ("AI", "b", 5), ("Human", "a", 5), ("AI", "?", None), ("Human", "0", 1)]
    rows = [["T", f"2026-07-26T10:00:0{second}" if second else "soon", author, words] for author, words, second in said]
    (raw,) = copilot.conversations(
        Document("copilot.csv", "table", [["Conversation", "Time", "Author", "Message"], *rows])
    )
    assert [row.text for row in copilot.flatten(raw).messages] == ["0", "?", "a", "b", "c", "d"]


def test_copilot_s_rows_without_a_title_are_as_many_conversations_as_there_are_pauses() -> None:
    rows = [["", f"2026-0{month}-26T10:00:00", author, "x"] for month in (7, 5) for author in ("AI", "Human")]
    raws = copilot.conversations(
        Document("copilot.csv", "table", [["Conversation", "Time", "Author", "Message"], *rows])
    )
    assert [[one["author"] for one in items(raw["activity"])] for raw in raws] == [["user", "AI"]] * 2
