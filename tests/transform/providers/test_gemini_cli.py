"""Gemini CLI and Qwen Code: rows that replace each other, what was undone, what each request used."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from etl.rows.conversation import Flat
from etl.transform.providers import claude_code, gemini_cli, qwen_code

HEAD = {"sessionId": "s", "projectHash": "h", "kind": "main"}
IDS = st.sampled_from(["a", "b", "c", "d"])
COUNTS = st.integers(1, 900)


def answer(own: str, tokens: tuple[int, int] | None, text: str = "Hi") -> dict[str, Any]:
    told = None if tokens is None else {"input": tokens[0], "output": tokens[1], "cached": 0, "thoughts": 0, "tool": 0}
    return {"id": own, "timestamp": "2026-05-01T00:00:00Z", "type": "gemini", "content": text, "tokens": told}


def of(*rows: dict[str, Any]) -> Flat:
    return gemini_cli.flatten({"rows": [HEAD, *rows], "member": "chats/s.jsonl"})


def spent(flat: Flat) -> tuple[int, int]:
    rows = flat.messages
    return sum(row.input_tokens_reported or 0 for row in rows), sum(row.output_tokens_reported or 0 for row in rows)


@given(st.lists(st.tuples(IDS, st.none() | st.tuples(COUNTS, COUNTS))), st.sampled_from(["a", "c", "x"]))
def test_what_a_message_used_is_counted_once_whatever_became_of_it(told: list[Any], undone: str) -> None:
    last = {own: tokens for own, tokens in told if tokens is not None}
    expected = (sum(one for one, _ in last.values()), sum(one for _, one in last.values()))
    rows = [answer(own, tokens) for own, tokens in told]
    assert spent(of(*rows)) == spent(of(*rows, {"$rewindTo": undone})) == expected
    assert spent(of(*rows, {"$set": {"messages": []}})) == expected


def test_the_last_writing_of_a_message_holds_at_its_first_place() -> None:
    flat = of(answer("a", None, "draft"), answer("b", None, "second"), answer("a", (5, 2), "final"))
    assert [row.text for row in flat.messages] == ["final", "second"]
    assert flat.drops["the same message again"] == 1


def test_a_rewind_to_nothing_known_undoes_everything() -> None:
    flat = of(answer("a", None), {"$rewindTo": "nowhere"}, answer("b", None, "anew"))
    assert [(row.node_id, row.text) for row in flat.messages] == [("b", "anew")]


def test_tokens_are_those_of_the_bill() -> None:
    tokens = {"input": 1000, "cached": 400, "output": 50, "thoughts": 30, "tool": 7, "total": 1087}
    (row,) = of(answer("a", None) | {"tokens": tokens}).messages
    assert (row.input_tokens_reported, row.cached_tokens_reported) == (1007, 400)
    assert (row.output_tokens_reported, row.reasoning_tokens_reported) == (80, 30)


def test_what_was_cached_is_added_where_the_total_says_that_it_stands_beside() -> None:
    tokens = {"input": 600, "cached": 400, "output": 50, "thoughts": 0, "tool": 0, "total": 1050}
    (row,) = of(answer("a", None) | {"tokens": tokens}).messages
    assert (row.input_tokens_reported, row.cached_tokens_reported) == (1000, 400)


def test_a_sub_agent_s_prompt_is_no_person_s() -> None:
    asked = {"id": "u", "timestamp": "2026-05-01T00:00:00Z", "type": "user", "content": "look"}
    raw: dict[str, Any] = {"rows": [HEAD | {"kind": "subagent"}, asked], "member": "tmp/x/chats/parent/s.jsonl"}
    flat = gemini_cli.flatten(raw)
    assert flat.conversation.parent_conversation_id == "parent"
    assert [row.is_hidden for row in flat.messages] == [True]


def test_logs_that_look_alike_are_each_of_one_provider() -> None:
    qwen = {"sessionId": "s", "type": "user", "uuid": "u", "message": {"role": "user", "parts": [{"text": "Hi"}]}}
    claude = {"sessionId": "s", "type": "user", "uuid": "u", "message": {"role": "user", "content": "Hi"}}
    found = [[one.recognises_row(row) for one in (claude_code, gemini_cli, qwen_code)] for row in (qwen, claude)]
    assert found == [[False, False, True], [True, False, False]]


def test_what_the_program_noted_of_a_request_counts_only_where_its_answer_says_nothing() -> None:
    noted = {"event.name": "qwen-code.api_response", "input_token_count": 9, "output_token_count": 4}
    event = {"sessionId": "s", "type": "system", "uuid": "t", "systemPayload": {"uiEvent": noted}}
    told = {"sessionId": "s", "type": "assistant", "message": {"role": "model", "parts": [{"text": "Hi"}]}}
    used = {"usageMetadata": {"promptTokenCount": 7, "candidatesTokenCount": 3}}
    rows = [event, told | used | {"uuid": "a"}, event | {"uuid": "t2"}, told | {"uuid": "b"}, told | {"uuid": "c"}]
    assert spent(qwen_code.flatten({"rows": rows, "member": "m.jsonl"})) == (16, 7)


def test_a_sub_agent_s_log_is_a_conversation_below_its_session_s() -> None:
    told = {"sessionId": "s", "type": "user", "isSidechain": True, "agentId": "x"}
    rows = [told | {"uuid": "u", "message": {"role": "user", "parts": [{"text": "Look"}]}}]
    raw: dict[str, Any] = {"rows": rows, "member": "s/agent-x.jsonl"}
    head = qwen_code.flatten(raw).conversation
    assert (head.conversation_id, head.parent_conversation_id, head.agent_id) == ("s/x", "s", "x")
    expected = qwen_code.expected(raw)
    assert expected is not None
    assert expected.conversation_id == "s/x"
    rows.append(told | {"uuid": "v", "isSidechain": False, "message": {"role": "user", "parts": [{"text": "Hi"}]}})
    assert qwen_code.flatten(raw).conversation.conversation_id == "s"
