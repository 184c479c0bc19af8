"""What one message of Claude's becomes, and what follows from the rows."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.checks.verify import verify
from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.rows.details import Document, ToolCall
from etl.transform.providers import claude
from etl.transform.providers.claude.tool_kinds import category
from tests.claude_export import flat, packed, said, talk

USE = {"type": "tool_use", "id": "t1", "name": "web_search", "input": {"query": "rain"}}
RESULT = {
    "type": "tool_result",
    "tool_use_id": "t1",
    "name": "web_search",
    "content": [{"type": "text", "text": "wet"}],
}
THOUGHT = {
    "type": "thinking",
    "thinking": "hm",
    "start_timestamp": "2025-01-01T00:00:01Z",
    "stop_timestamp": "2025-01-01T00:00:04.5Z",
}


def test_a_tool_loop_is_one_request_a_generation() -> None:
    rows = flat(said("human", "Rain?"), said("assistant", THOUGHT, "I look.", USE, RESULT, "Yes.")).messages
    assert [(row.role, row.kind) for row in rows] == [
        ("user", "text"),
        ("assistant", "thoughts"),
        ("assistant", "text"),
        ("assistant", "code"),
        ("tool", "tool_output"),
        ("assistant", "text"),
    ]
    assert [row.request_node_id for row in rows] == [None, "c-1/0", "c-1/0", "c-1/0", None, "c-1"]
    assert [row.thinking_seconds for row in rows] == [None, 3.5, None, None, None, None]
    assert [row.in_context for row in rows] == [True, False, True, True, True, True]
    assert rows[-1].node_id == "c-1"
    assert {row.message_id for row in rows} == {"c-0", "c-1"}


def test_the_glued_text_is_never_the_answer() -> None:
    rows = flat(said("assistant", THOUGHT, "Yes.", text="hmYes.")).messages
    assert [row.text for row in rows] == ["hm", "Yes."]


def test_an_answer_below_a_tool_s_result_stands_below_all_of_its_parent() -> None:
    answer, question = said("assistant", "I look.", USE, RESULT), said("human", "And?", parent_message_uuid="c-0")
    rows = flat(answer | {"parent_message_uuid": "00000000-0000-4000-8000-000000000000"}, question).messages
    assert [(row.node_id, row.parent_id) for row in rows] == [
        ("c-0/0", None),
        ("c-0/1", "c-0/0"),
        ("c-0", "c-0/1"),
        ("c-1", "c-0"),
    ]


def test_what_was_pasted_is_in_the_prompt_but_no_message_of_the_person() -> None:
    pasted = {"file_name": "a.txt", "file_size": 3, "file_type": "txt", "extracted_content": "abc"}
    rows = flat(said("human", "Short?", attachments=[pasted])).messages
    assert [(row.kind, row.is_hidden, row.in_context, row.files) for row in rows] == [
        ("quote", True, True, 0),
        ("text", False, True, 1),
    ]


@pytest.mark.parametrize(
    ("name", "fields", "expected"),
    [
        ("web_search", {}, "browse"),
        ("web_fetch", {}, "browse"),
        ("launch_extended_search_task", {}, "deep_research"),
        ("repl", {}, "python"),
        ("bash_tool", {}, "python"),
        ("artifacts", {}, "canvas"),
        ("google_drive_search", {}, "connector"),
        ("search_gmail_messages", {}, "connector"),
        ("memory_user_edits", {}, "memory"),
        ("project_knowledge_search", {}, "file_search"),
        ("viewer", {}, "other"),
        ("web_search", {"mcp_server_url": "https://x.example"}, "connector"),
        ("anything", {"integration_name": "Tracker"}, "connector"),
        ("anything", {"integration_name": "Tracker", "tool_origin": "first_party"}, "other"),
        ("anything", {"is_mcp_app": True}, "connector"),
        ("create_file", {"integration_name": "File Creation"}, "python"),
        ("artifacts", {"integration_name": "Artifacts"}, "canvas"),
        ("Artifact", {"integration_name": "Artifacts"}, "canvas"),
        ("ask_user_input_v0", {"integration_name": "Dynamic Widget"}, "other"),
        ("visualize:show_widget", {"integration_name": "Visualizer"}, "other"),
        ("", {}, "other"),
    ],
)
def test_a_tool_has_the_category_of_its_name_unless_it_is_a_connector(
    name: str, fields: dict[str, str], expected: str
) -> None:
    assert category(name, fields) == expected


def test_a_result_goes_to_its_id_even_in_a_later_message() -> None:
    found = flat(said("assistant", USE), said("human", RESULT)).details
    (call,) = [row for row in found if isinstance(row, ToolCall)]
    assert (call.call_node_id, call.result_node_id, call.status) == ("c-0", "c-1", "success")


def test_calls_without_timestamps_have_no_duration() -> None:
    (call,) = [row for row in flat(said("assistant", USE, RESULT)).details if isinstance(row, ToolCall)]
    assert call.duration_seconds is None


def test_an_artifact_in_tags_is_a_document_and_stays_in_the_text() -> None:
    text = '<antThinking>why</antThinking>See <antArtifact identifier="a" type="text/html">\nx\n</antArtifact>'
    found = flat(said("assistant", text))
    (document,) = [row for row in found.details if isinstance(row, Document)]
    assert (document.action, document.document_id, document.content) == ("create", "a", "x")
    assert [row.kind for row in found.messages] == ["thoughts", "text"]
    assert found.messages[1].text == text.removeprefix("<antThinking>why</antThinking>")


def test_thinking_that_nothing_closes_is_text() -> None:
    told = "<antThinking>a <antThinking>b</antThinking> \n c</antThinking> <antThinking>d"
    assert [row.text for row in flat(said("assistant", told)).messages] == [
        "a <antThinking>b",
        "c</antThinking> <antThinking>d",
    ]


def test_an_artifact_that_nothing_closes_goes_to_the_end_and_a_tag_without_an_end_is_none() -> None:
    text = '<antArtifacts> <antArtifact title=\'a < b\' data-identifier="x" Identifier="y">\n1 <antArtifact'
    (found,) = [one for one in flat(said("assistant", text)).details if isinstance(one, Document)]
    assert (found.document_id, found.title, found.content) == ("y", "a < b", "1 <antArtifact")
    assert not flat(said("assistant", "<antArtifact identifier='a'")).details


def test_whoever_has_a_mapping_is_not_claude_s() -> None:
    assert not claude.recognises({"uuid": "c", "mapping": {}})
    assert not claude.recognises({"uuid": "c", "chat_messages": "text"})
    assert claude.recognises({"chat_messages": [None, said("human", "a")]})


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three conversations: with something pasted and a tool, with two thoughts, and a plain one."""
    pasted = {"file_name": "a.txt", "extracted_content": "one two three four five"}
    asked = said("human", "Rain?")
    chats = [
        talk(said("human", "Rain?", attachments=[pasted]), said("assistant", THOUGHT, USE, RESULT, "Yes."), name="p"),
        talk(asked, said("assistant", THOUGHT, THOUGHT), name="t"),
        talk(asked, said("assistant", THOUGHT, "Yes."), name="v"),
    ]
    return packed(tmp_path_factory.mktemp("rows") / "x.zip", conversations=chats)


@pytest.fixture(scope="module")
def database(export: Path) -> Path:
    path = export.with_name("chats.duckdb")
    load([export], Options(path, zone="UTC"), lambda *_: None)
    return path


def ask(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_requests_and_their_prompt_count_what_was_pasted_and_what_tools_answered(database: Path) -> None:
    found = ask(database, "select node_id, input_once, thinking_seconds from core.requests where conversation_id = 'p'")
    requests = {node: (once, seconds) for node, once, seconds in found}
    tokens = dict(ask(database, "select node_id, tokens from core.messages"))
    assert requests["p-1/0"] == (tokens["p-0/0"] + tokens["p-0"], 3.5)
    assert requests["p-1"][0] >= tokens["p-1/2"]
    people = ask(database, "select sum(user_messages), sum(answers) from v1.daily_usage")
    assert people == [(3, 2)], "what was pasted is no message, what was only thought no answer"


def test_a_request_thought_as_long_as_all_its_thoughts_together(database: Path) -> None:
    asked = "select thinking_seconds from v1.request_costs where conversation_id = 't'"
    assert ask(database, asked) == [(7.0,)]


def test_verify_names_a_message_that_is_gone_and_one_of_another_length(
    database: Path, export: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "chats.duckdb"
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        connection.execute("delete from core.messages where node_id = 'v-0'")
        connection.execute("update core.messages set characters = 3 where node_id = 'v-1'")
    found = verify(copy, [export])
    assert (found.missing_messages, found.differing_messages) == ([("v", "v-0")], [("v", "v-1")])
