"""Claude Code's logs: what is one conversation, what an event becomes, what is counted once."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.extract.archive import exports
from etl.rows.conversation import Flat
from etl.rows.details import ToolCall
from etl.rows.types import Whose
from etl.transform.providers import claude_code
from etl.transform.providers.registry import OURS
from etl.transform.task import Place, Setup, Task, extract
from tests.conftest import ROOT
from tests.transform.providers.log_cases import answered, ask, asked, loaded, usage, written
from tests.transform.providers.provider_rows import conversations

SAMPLES = ROOT / "samples" / "claude_code"


def flat(name: str) -> Flat:
    (raw,) = conversations(SAMPLES / f"{name}.jsonl")
    assert OURS.recognise(raw) is claude_code
    return claude_code.flatten(raw)


def of(*rows: dict[str, Any]) -> Flat:
    return claude_code.flatten({"rows": list(rows), "member": "m.jsonl"})


def test_the_last_of_an_answer_s_records_is_what_it_used() -> None:
    used = [row for row in flat("session_2025").messages if row.input_tokens_reported is not None]
    assert [(row.input_tokens_reported, row.output_tokens_reported) for row in used] == [(4010, 120), (4220, 80)]
    assert [row.kind for row in used] == ["thoughts", "text"]


def test_the_events_of_an_answer_are_one_request_also_around_results_of_tools() -> None:
    rows = [row for row in flat("branches_2025").messages if row.usage_id == "msg_e1:req_e1"]
    assert [row.request_node_id for row in rows] == [rows[0].node_id] * 2
    assert [row.output_tokens_reported for row in rows] == [70, None]


def test_answers_that_follow_each_other_are_requests_of_their_own() -> None:
    found = flat("usage_2025").messages
    assert [row.request_node_id for row in found] == ["msg_g1", "msg_g2", "msg_g2"]
    assert [row.output_tokens_reported for row in found] == [50, 90, None]


def test_the_shown_path_of_a_session_has_neither_sidechains_nor_what_was_taken_back() -> None:
    hidden = [row.text for row in flat("branches_2025").messages if not row.is_current]
    assert hidden == ["Merge them.", "Merged."]
    chain = flat("sidechain_2025").messages
    assert [row.is_current for row in chain] == [row.channel != "sidechain" for row in chain]
    (prompt, answer) = [row for row in chain if row.channel == "sidechain"]
    assert (prompt.is_hidden, answer.is_hidden) == (True, False), "no person wrote what a sub-agent is asked"


def test_a_sub_agent_s_log_is_a_conversation_of_its_own() -> None:
    head = flat("subagent_2026").conversation
    assert head.conversation_id == "5e551011-0000-4000-8000-00000000000d/a1b2c3"
    assert head.origin == "subagent"
    assert all(row.channel == "sidechain" for row in flat("subagent_2026").messages)


def test_a_session_goes_on_where_it_was_compacted() -> None:
    rows = flat("compacted_2026").messages
    assert all(row.is_current for row in rows)
    spoken = [row.text for row in rows if row.role == "user" and not row.is_hidden]
    assert spoken == ["Rewrite the price list.\nKeep the order.", "And the photo?", "Again?"]


def test_what_the_program_says_in_the_model_s_name_is_no_answer() -> None:
    (row,) = [row for row in flat("compacted_2026").messages if row.text == "API Error: overloaded"]
    assert (row.role, row.kind, row.model_slug, row.request_node_id) == ("system", "error", None, None)


def test_the_title_is_the_summary_else_the_first_words() -> None:
    assert flat("session_2025").conversation.title == "Oven timer of the bakery"
    assert flat("compacted_2026").conversation.title == "Rewrite the price list."
    typed = [asked("a", None, "<command-name>/init</command-name>"), asked("b", "a", "\nBake\nbread")]
    assert of(*typed).conversation.title == "Bake"
    own = {"type": "summary", "summary": "Mine", "leafUuid": "a"}
    other = {"type": "summary", "summary": "Another's", "leafUuid": "z"}
    assert of(other, own, asked("a", None, "Hi")).conversation.title == "Mine"
    assert of({"type": "custom-title", "customTitle": "Named", "sessionId": "s1"}, own).conversation.title == "Named"


def test_the_program_s_own_title_goes_before_summaries_and_after_the_user_s() -> None:
    given = [{"type": "ai-title", "aiTitle": title, "sessionId": "s1"} for title in ("Old", "Given")]
    summary = {"type": "summary", "summary": "Mine", "leafUuid": "a"}
    typed = asked("a", None, "Hi")
    assert of(summary, typed, *given).conversation.title == "Given"
    assert of({"type": "custom-title", "customTitle": "Named"}, typed, *given).conversation.title == "Named"


def test_the_project_is_the_whole_path_so_that_two_folders_of_one_name_are_two() -> None:
    for path in ("C:\\work\\api\\", "/home/ada/api", "/srv/api/"):
        assert of(asked("a", None, "Hi", cwd=path)).conversation.project_id == path.rstrip("/\\")
    assert of(asked("a", None, "Hi", cwd="/")).conversation.project_id == "/"


def test_what_decides_an_answer_s_price_stands_on_it_as_reported() -> None:
    told = usage(10, 5) | {"service_tier": "priority", "speed": "fast", "inference_geo": "us"}
    told |= {"server_tool_use": {"web_search_requests": 3}}
    told |= {"cache_creation": {"ephemeral_5m_input_tokens": 7, "ephemeral_1h_input_tokens": 30}}
    (row,) = of(answered("a", None, told) | {"costUSD": 0.0125, "gitBranch": "main"}).messages
    assert (row.service_tier, row.speed, row.inference_geo, row.git_branch) == ("priority", "fast", "us", "main")
    assert (row.web_searches_reported, row.usd_logged) == (3, Decimal("0.0125"))
    assert (row.written_tokens_reported, row.written_1h_tokens_reported) == (37, 30)


@pytest.mark.parametrize("odd", [-1, "x", None, True, float("nan"), 1e300])
def test_an_amount_that_cannot_be_one_is_none(odd: object) -> None:
    (row,) = of(answered("a", None, usage(10, 5)) | {"costUSD": odd}).messages
    assert row.usd_logged is None
    assert row.input_tokens_reported is not None


def test_of_an_answer_reported_while_it_grew_the_largest_report_holds() -> None:
    told = [usage(20, 1), usage(20, 150), usage(20, 8)]
    rows = [answered(f"a{at}", None, one, answer="a") for at, one in enumerate(told)]
    (used,) = [row.output_tokens_reported for row in of(*rows).messages if row.output_tokens_reported is not None]
    assert used == 150


def test_a_call_that_began_a_sub_agent_names_it_and_its_type() -> None:
    call = {"type": "tool_use", "id": "toolu_1", "name": "Agent", "input": {"subagent_type": "Explore"}}
    said = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "done"}
    result = (
        asked("b", "a", "")
        | {"message": {"role": "user", "content": [said]}}
        | {"toolUseResult": {"agentId": "z9", "agentType": "explore"}}
    )
    (found,) = [
        row for row in of(answered("a", None, usage(1, 1), content=[call]), result).details if isinstance(row, ToolCall)
    ]
    assert (found.call_id, found.agent_id, found.agent_type) == ("toolu_1", "z9", "explore")
    assert found.usage_id is not None


def test_a_usage_of_zeros_is_a_placeholder() -> None:
    (row,) = of(answered("a", None, usage(0, 0))).messages
    assert row.input_tokens_reported is None


@pytest.mark.parametrize(
    "foreign",
    [
        {"message": {"role": "model", "parts": [{"text": "Hi"}]}},
        {"sessionId": "session-00000000-0000-4000-8000-000000000001"},
        {"type": "runtime-config"},
        {"message": {"role": "assistant", "content": [], "usage": {"input_tokens": 0, "credits": 3}}},
    ],
    ids=["qwen", "iflow", "qoder", "qoder_credits"],
)
def test_a_log_of_a_program_that_writes_alike_is_none_of_ours(foreign: dict[str, Any]) -> None:
    rows = [asked("a", None, "Hi"), asked("b", "a", "And?") | foreign]
    assert claude_code.recognises({"rows": rows[:1], "member": "m.jsonl"})
    assert not claude_code.recognises({"rows": rows, "member": "m.jsonl"})


def test_conversations_of_other_providers_are_no_events() -> None:
    for path in [*(ROOT / "samples").glob("c*t*/*.json"), *(ROOT / "samples" / "claude").glob("*.json")]:
        assert not any(isinstance(raw, dict) and OURS.is_event(raw) for raw in json.loads(path.read_text("utf-8")))


def test_a_log_that_has_grown_is_a_newer_version_and_one_that_has_not_is_skipped(tmp_path: Path) -> None:
    database, log = tmp_path / "c.duckdb", tmp_path / "s1.jsonl"
    rows = [asked("a", None, "Hi"), answered("b", "a", usage(5, 3))]
    same = written(tmp_path / "s2.jsonl", asked("e", None, "Same", session="s2"))
    assert loaded(database, written(log, *rows), same).outcome.new == 2
    rows += [asked("c", "b", "More?", second=5), answered("d", "c", usage(9, 4), second=6)]
    again = loaded(database, written(log, *rows), same)
    assert (again.outcome.changed, again.outcome.unchanged, again.intake.skipped) == (1, 1, 1)
    assert ask(database, "select count(*), sum(output_tokens_reported) from core.messages") == [(5, 7)]


def test_broken_rows_are_issues_with_their_place() -> None:
    path = SAMPLES / "odd_rows.jsonl"
    data = path.read_bytes()
    log = exports([path])[0].members[0]
    batches = extract(Task((log,), Place(0, path.name), Whose("me"), 0), Setup(1, 1, "UTC")).batches
    issues = [row for batch in batches["load_issues"] for row in batch.to_pylist()]
    found = [(row["reason"], row["byte_offset"]) for row in issues]
    assert ("not an object", 0) in found
    assert ("not an object", data.index(b"42\n")) in found
    assert ("cut off", data.rindex(b'{"type":"user"')) in found
    assert len([reason for reason, _ in found if reason in ("not an object", "cut off")]) == 3


def test_an_advisor_s_tokens_are_a_request_of_its_own_model_and_not_the_answer_s() -> None:
    """Every event of the answer repeats them; they count once."""
    advice = {"type": "advisor_message", "model": "claude-opus-4-8"} | usage(900, 70)
    told = usage(20, 9) | {"iterations": [{"type": "message"} | usage(20, 9), advice]}
    found = of(asked("q", None, "Hi"), *(answered(name, "q", told, answer="a") for name in ("a1", "a2"))).messages
    used = [(row.model_slug, row.input_tokens_reported) for row in found if row.input_tokens_reported is not None]
    assert sorted(used) == [("claude-opus-4-8", 900), ("claude-sonnet-4-20250514", 20)]
    assert [row.is_current for row in found if row.author_name == "advisor"] == [False]


def test_what_a_session_is_told_of_a_sub_agent_is_that_one_s() -> None:
    """The same event may be told again and again, and events below such a row hang on what was above it."""
    inner = answered("z", None, usage(2000, 30), content=[{"type": "text", "text": "Found."}])
    data = {"type": "agent_progress", "agentId": "z1", "message": inner}
    told = [asked(name, "b", "") | {"type": "progress", "data": data} for name in ("p1", "p2")]
    for row in told:
        del row["message"]
    rows = [asked("a", None, "Hi"), answered("b", "a", usage(1, 1)), *told, asked("c", "p2", "And?")]
    raw: dict[str, Any] = {"rows": rows, "member": "m.jsonl"}
    found = {row.node_id: row for row in claude_code.flatten(raw).messages}
    assert set(found) == {"a", "b", "z", "c"}
    assert (found["z"].agent_id, found["z"].channel, found["z"].input_tokens_reported) == ("z1", "sidechain", 2000)
    assert (found["z"].is_current, found["c"].parent_id) == (False, "b")
    expected = claude_code.expected(raw)
    assert expected is not None
    assert expected.messages["z"] == len("Found.")


def test_an_answer_whose_events_do_not_all_name_the_request_is_one() -> None:
    rows = [answered(f"a{at}", None, usage(20, at + 1), answer="a") for at in range(3)]
    for order in (rows, rows[::-1]):
        bare = [{name: row[name] for name in row if name != "requestId"} for row in order[:1]]
        found = [row.output_tokens_reported for row in of(*bare, *order[1:]).messages]
        assert sorted(used for used in found if used is not None) == [3]


def test_a_message_told_again_with_a_fuller_report_has_that() -> None:
    found = of(answered("a", None, usage(20, 1)), answered("a", None, usage(20, 50)))
    assert [row.output_tokens_reported for row in found.messages] == [50]
    assert found.drops == {"the same message again": 1}


@pytest.mark.parametrize(
    "odd",
    [
        *({"input_tokens": value} for value in (2**31, 2**70, -1, "many", {"text": 5}, [7], True)),
        *({"cache_creation": value} for value in (5, [5], {"ephemeral_1h_input_tokens": 2**40})),
        {"server_tool_use": {"web_search_requests": 2**70}},
        *({"iterations": value} for value in (5, {"type": "advisor_message"}, ["advisor_message"])),
        {"iterations": [{"type": "advisor_message", "model": "m", "input_tokens": 2**31, "output_tokens": 1}]},
    ],
    ids=str,
)
def test_a_report_that_cannot_be_is_named(odd: dict[str, Any]) -> None:
    found = of(answered("a", None, usage(20, 5) | odd))
    assert [issue.reason for issue in found.issues] == ["a report of tokens that cannot be"]
    unknown = {"cache_creation": None, "server_tool_use": None, "iterations": None, "cache_read_input_tokens": None}
    assert of(answered("a", None, usage(20, 5) | unknown)).issues == []


@pytest.mark.parametrize("odd", [5, "20 tokens", [20, 5], True])
def test_a_report_that_is_no_object_is_named(odd: Any) -> None:
    found = of(answered("a", None, odd))
    assert [issue.reason for issue in found.issues] == ["a report of tokens that cannot be"]
