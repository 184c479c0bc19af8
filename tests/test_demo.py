"""The demo export: made again it is the same, and it shows everything that it is for."""

import json
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.bench.demo import demo
from tests.conftest import ROOT

SHIPPED = ROOT / "samples" / "demo.zip"
TOOLS = {
    *(
        "python",
        "browser",
        "web.run",
        "dalle.text2im",
        "image_gen.text2im",
        "file_search",
        "myfiles_browser",
        "bio",
    ),
    *("canmore.create_textdoc", "research_kickoff_tool.start_research_task", "computer.do", "container.exec"),
    *("api_tool.call_tool", "orchard.example.org__jit_plugin.listVarieties"),
}


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def members() -> dict[str, bytes]:
    return _members(SHIPPED)


@pytest.fixture(scope="module")
def conversations(members: dict[str, bytes]) -> list[dict[str, Any]]:
    return [raw for name in sorted(members) if name.startswith("conversations-") for raw in json.loads(members[name])]


def _messages(conversations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    nodes = [node for raw in conversations for node in raw["mapping"].values()]
    return [node["message"] for node in nodes if node["message"]]


def test_the_shipped_demo_is_what_the_generator_makes(tmp_path: Path, members: dict[str, bytes]) -> None:
    demo(tmp_path / "demo.zip")
    assert _members(tmp_path / "demo.zip") == members


def test_the_demo_is_small() -> None:
    assert SHIPPED.stat().st_size < 1_000_000


def test_the_manifest_of_the_demo_tells_every_other_member_and_its_size(members: dict[str, bytes]) -> None:
    sizes = {name: len(data) for name, data in members.items() if name != "export_manifest.json"}
    manifest = json.loads(members["export_manifest.json"])
    assert {file["path"]: file["size_bytes"] for file in manifest["export_files"]} == sizes


def test_the_demo_covers_three_years_with_idle_and_busy_months(conversations: list[dict[str, Any]]) -> None:
    months = Counter(datetime.fromtimestamp(raw["create_time"], UTC).strftime("%Y-%m") for raw in conversations)
    assert 280 <= len(conversations) <= 320
    assert (min(months), max(months)) == ("2023-11", "2026-10")
    assert "2024-08" not in months
    assert months["2025-02"] > 20


def test_the_demo_uses_every_tool(conversations: list[dict[str, Any]]) -> None:
    used = {message["author"]["name"] for message in _messages(conversations)}
    assert used >= TOOLS
    assert any((name or "").startswith(("KitchenScale", "TrailFinder", "WordGarden")) for name in used)


def test_about_a_quarter_of_the_demo_is_branchy(conversations: list[dict[str, Any]]) -> None:
    branchy = 0
    for raw in conversations:
        parents = Counter(node["parent"] for node in raw["mapping"].values())
        branchy += any(count > 1 for parent, count in parents.items() if parent)
    assert 0.18 <= branchy / len(conversations) <= 0.30


def test_every_node_of_the_demo_hangs_in_its_tree(conversations: list[dict[str, Any]]) -> None:
    for raw in conversations:
        mapping = raw["mapping"]
        assert raw["current_node"] in mapping
        assert [node["parent"] for node in mapping.values()].count(None) == 1
        assert all(node["parent"] is None or node["parent"] in mapping for node in mapping.values())


def test_the_demo_holds_full_and_slim_conversations(conversations: list[dict[str, Any]]) -> None:
    slim = [raw for raw in conversations if all("children" not in node for node in raw["mapping"].values())]
    assert 20 <= len(slim) <= 40
    assert {message["author"]["role"] for message in _messages(slim)} == {"user", "assistant"}
    assert all("recipient" not in message for message in _messages(slim))


def test_the_demo_has_projects_gpts_voice_and_research(conversations: list[dict[str, Any]]) -> None:
    assert {raw.get("gizmo_type") for raw in conversations} >= {"snorlax", "gpt", None}
    assert {raw.get("voice") for raw in conversations} >= {"cove", None}
    assert sum(raw.get("async_status") is not None for raw in conversations) > 3
    assert len({raw["title"] for raw in conversations}) == len(conversations)


def test_feedback_and_shared_links_name_conversations_of_the_demo(
    members: dict[str, bytes], conversations: list[dict[str, Any]]
) -> None:
    known = {raw["id"] for raw in conversations}
    messages = {message["id"] for message in _messages(conversations)}
    feedback = json.loads(members["message_feedback.json"])
    assert {row["rating"] for row in feedback} == {"thumbs_up", "thumbs_down"}
    assert {row["id"] for row in feedback} <= messages
    assert {row["conversation_id"] for row in json.loads(members["shared_conversations.json"])} <= known
