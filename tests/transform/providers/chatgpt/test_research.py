"""Reports of Deep Research that stand in the state of a widget: searchable, counted, with their sources."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.checks.verify import verify
from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.rows.details import Citation, ToolCall
from etl.transform.providers import chatgpt
from tests.chatgpt_export import chain, said

SOURCES = [{"type": "grouped_webpages", "start_idx": 4, "end_idx": 6, "items": [{"url": "https://x.example"}]}]
REPORT: dict[str, Any] = {
    "id": "r1",
    "content": {"content_type": "text", "parts": ["Tides of Hoy"]},
    "metadata": {"content_references": SOURCES, "model_slug": "research"},
}
STATE = {"status": "completed", "report_message": REPORT}
CARRIER = f"The latest state of the widget is: {json.dumps(STATE)}"


def _tool(text: str = "", **metadata: Any) -> dict[str, Any]:
    return said("tool", text, name="api_tool.call_tool", metadata=metadata)


def _talk(*tools: dict[str, Any]) -> dict[str, Any]:
    call = said("assistant", "{}", recipient="api_tool.call_tool")
    return chain(said("user", "Research tides."), call, *tools)


@pytest.mark.parametrize(
    ("tool", "text", "start"),
    [
        (_tool(chatgpt_sdk={"widget_state": json.dumps(STATE)}), "Tides of Hoy", 4),
        (_tool(chatgpt_sdk={"widget_state": STATE}, is_visually_hidden_from_conversation=True), "Tides of Hoy", 4),
        (_tool("Redacted.", chatgpt_sdk={"widget_state": json.dumps(STATE)}), "Redacted.\nTides of Hoy", 14),
        (_tool(chatgpt_sdk={"tool_response_metadata": {"venus_widget_state": STATE}}), "Tides of Hoy", 4),
        (_tool(venus_widget_state=json.dumps(STATE)), "Tides of Hoy", 4),
        (_tool(CARRIER, is_visually_hidden_from_conversation=True), "Tides of Hoy", 4),
    ],
)
def test_a_report_is_told_wherever_it_stands(tool: dict[str, Any], text: str, start: int) -> None:
    raw = _talk(tool)
    found = chatgpt.flatten(raw)
    row = found.messages[-1]
    assert (row.text, row.is_hidden, row.is_async_result, row.async_task_id) == (text, False, True, "r1")
    (source,) = [one for one in found.details if isinstance(one, Citation)]
    assert (source.url, source.start_index) == ("https://x.example", start)
    (call,) = [one for one in found.details if isinstance(one, ToolCall)]
    assert call.category == "deep_research"
    told = chatgpt.expected(raw)
    assert told is not None
    assert told.messages[row.node_id] is None


@pytest.mark.parametrize("kit", [{}, {"widget_state": None}, {"widget_state": "[["}, {"widget_state": {"status": "x"}}])
def test_a_widget_without_a_report_is_a_tool_s_answer(kit: dict[str, Any]) -> None:
    found = chatgpt.flatten(_talk(_tool("Done.", chatgpt_sdk=kit)))
    assert (found.messages[-1].text, found.messages[-1].is_async_result) == ("Done.", False)
    assert not found.issues


def test_a_report_that_two_messages_hold_is_one_task_and_shown_once(tmp_path: Path) -> None:
    export, database = tmp_path / "conversations.json", tmp_path / "chats.duckdb"
    raw = _talk(_tool(chatgpt_sdk={"widget_state": json.dumps(STATE)}), _tool(CARRIER))
    export.write_text(json.dumps([raw]), "utf-8")
    load([export], Options(database, zone="UTC"), lambda *_: None)
    assert not verify(database, [export]).differing_messages
    with duckdb.connect(str(database), read_only=True) as connection:
        tasks = connection.execute("select task_id, is_finished, sources from v1.deep_research").fetchall()
        shown = connection.execute("select is_hidden from v1.messages where text = 'Tides of Hoy'").fetchall()
    assert tasks == [("r1", True, 1)]
    assert sorted(shown) == [(False,), (True,)]
