"""Uses of tools: pairing by the tree, categories, outcomes, canvas."""

from typing import Any

import pytest

from etl.rows.details import Document, ToolCall
from etl.transform.providers import chatgpt
from etl.transform.providers.chatgpt.tool_kinds import category
from tests.chatgpt_export import chain, flat, said


def calls(*messages: Any) -> list[ToolCall]:
    return [row for row in flat(*messages).details if isinstance(row, ToolCall)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("web.run", "browse"),
        ("browser", "browse"),
        ("mtbrowser.search", "browse"),
        ("python_user_visible", "python"),
        ("container.exec", "python"),
        ("dalle.text2im", "image"),
        ("t2uay3k.sj1i4kz", "image"),
        ("n7jupd_m", "image"),
        ("n7jupd.metadata", "agent"),
        ("computer.do", "agent"),
        ("research_kickoff_tool.start_research_task", "deep_research"),
        ("file_search.msearch", "file_search"),
        ("canmore.update_textdoc", "canvas"),
        ("bio", "memory"),
        ("biology.lookup", "other"),
        ("example_com__jit_plugin.get", "plugin"),
        ("gcal", "connector"),
        ("api_tool.list_resources", "connector"),
        ("automations.create", "other"),
        ("website", "other"),
        ("." * 100_000, "other"),
    ],
)
def test_a_tool_s_name_tells_its_category(name: str, expected: str) -> None:
    assert category(name) == expected


def test_results_belong_to_the_call_above_up_to_the_next_message_of_user_or_assistant() -> None:
    found = calls(
        said("user", "go"),
        said("assistant", "print(1)", recipient="python", create_time=1_700_000_010),
        said("tool", "1", name="python", create_time=1_700_000_012.5),
        None,
        said("tool", "shown", name="python", create_time=1_700_000_013),
        said("assistant", "It is 1."),
        said("tool", "late", name="python"),
    )
    first, orphan = found
    assert (first.node_id, first.arguments, first.result_node_id, first.results) == (
        "n1",
        "print(1)",
        "n2",
        2,
    )
    assert (first.result_characters, first.duration_seconds) == (6, 3.0)
    assert (orphan.node_id, orphan.call_node_id, orphan.results) == ("n6", None, 1)


def test_a_result_under_another_name_still_belongs_to_the_call_above() -> None:
    found = calls(said("assistant", "f()", recipient="web.run"), said("tool", "x", name="web.search"))
    assert [(row.tool_name, row.results) for row in found] == [("web.run", 1)]


def test_results_on_several_branches_below_a_call_are_all_its_own() -> None:
    raw = chain(said("assistant", "a", recipient="web"), said("tool", "one", name="web"))
    raw["mapping"]["m1"] = {"id": "m1", "parent": "n0", "message": said("tool", "two", name="web")}
    found = [row for row in chatgpt.flatten(raw).details if isinstance(row, ToolCall)]
    assert [(row.node_id, row.results, row.result_node_id) for row in found] == [("n0", 2, "n1")]


def test_results_of_two_calls_in_a_row_go_to_the_call_of_their_name() -> None:
    found = calls(
        said("assistant", "f()", recipient="python"),
        said("assistant", "q", recipient="web.run"),
        said("tool", "one", name="python"),
        said("tool", "two!", name="web.search"),
        said("tool", "other", name="bio"),
    )
    assert [(row.tool_name, row.result_node_id, row.results) for row in found] == [
        ("python", "n2", 1),
        ("web.run", "n3", 2),
    ]


def test_a_call_stays_open_over_a_comment_of_the_assistant_but_not_over_the_user() -> None:
    call, result = said("assistant", "f()", recipient="python"), said("tool", "x", name="python")
    found = calls(call, said("assistant", "Let me see."), result)
    assert [(row.call_node_id, row.result_node_id) for row in found] == [("n0", "n2")]
    found = calls(call, said("user", "Well?"), result)
    assert [(row.call_node_id, row.result_node_id) for row in found] == [("n0", None), (None, "n2")]


def test_a_call_ends_with_the_last_result_that_tells_a_time() -> None:
    ends = [5, 9, None]
    results = [
        said("tool", "x", name="python", metadata={"aggregate_result": {"start_time": 2, "end_time": end}})
        for end in ends
    ]
    found = calls(said("assistant", "f()", recipient="python"), *results)
    assert [row.duration_seconds for row in found] == [7.0]


def test_orphans_are_grouped_by_runs_of_one_tool() -> None:
    tools = ["file_search", "file_search", "myfiles_browser", None, "file_search"]
    found = calls(*(said("tool", "x", name=name) for name in tools))
    assert [(row.tool_name, row.results) for row in found] == [
        ("file_search", 2),
        ("myfiles_browser", 1),
        ("unknown", 1),
        ("file_search", 1),
    ]


@pytest.mark.parametrize(
    ("result", "status"),
    [
        ({"metadata": {"aggregate_result": {"status": "success"}}}, "success"),
        ({"metadata": {"aggregate_result": {"status": "failed_with_in_kernel_exception"}}}, "error"),
        ({"metadata": {"aggregate_result": {"status": "cancelled"}}}, "interrupted"),
        ({"metadata": {"aggregate_result": {"status": "timeout"}}}, "timeout"),
        ({"metadata": {"invoked_plugin": {"http_response_status": 404}}}, "error"),
        ({"metadata": {"invoked_plugin": {"http_response_status": 200}}}, "success"),
        ({"metadata": {"status": "running"}, "status": "finished_successfully"}, "running"),
        ({"metadata": {"finish_details": {"type": "interrupted"}}}, "interrupted"),
        ({"status": "finished_partial_completion"}, "error"),
        ({"status": "finished_successfully"}, "success"),
        ({"status": "in_progress"}, "running"),
        ({"content": {"content_type": "system_error", "name": "Timeout", "text": ""}}, "timeout"),
        ({"content": {"content_type": "system_error", "name": "Quota", "text": ""}}, "error"),
        ({}, "unknown"),
    ],
)
def test_the_outcome_is_told_by_whatever_tells_it(result: dict[str, Any], status: str) -> None:
    answer = said("tool", "x", name="python") | result
    assert [row.status for row in calls(said("assistant", "f()", recipient="python"), answer)] == [status]


def test_a_call_without_an_answer_is_interrupted_running_or_unknown() -> None:
    call = said("assistant", "f()", recipient="python")
    stopped = call | {"metadata": {"finish_details": {"type": "interrupted"}}}
    assert [row.status for row in calls(stopped)] == ["interrupted"]
    assert [row.status for row in calls(call | {"status": "in_progress"})] == ["running"]
    assert [(row.status, row.results) for row in calls(call)] == [("unknown", 0)]


@pytest.mark.parametrize("recipient", ["all", "assistant", "user", None])
def test_a_message_to_people_is_no_call(recipient: str | None) -> None:
    assert calls(said("assistant", "hello", recipient=recipient)) == []


def test_canvas_halves_of_surrogate_pairs_are_replaced() -> None:
    arguments = '{"name": "a", "type": "document", "content": "\\ud83d alone, \\ud83c\\udf88 whole"}'
    rows = flat(said("assistant", arguments, recipient="canmore.create_textdoc"))
    document = next(row for row in rows.details if isinstance(row, Document))
    assert document.content == "? alone, 🎈 whole"
    assert (document.action, document.title, document.document_type) == ("create", "a", "document")
