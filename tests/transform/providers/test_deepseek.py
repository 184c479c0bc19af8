"""DeepSeek's exports: told apart from ChatGPT's, and loaded."""

import json
from pathlib import Path
from typing import Any

from etl.extract.archive import exports
from etl.pipeline.sources import sources
from etl.transform.providers import deepseek
from etl.transform.providers.registry import OURS
from tests.claude_export import packed
from tests.conftest import ROOT

SAMPLE = ROOT / "samples" / "deepseek" / "reasoner_2025.json"


def test_a_mapping_of_fragments_is_never_taken_for_another_provider_s() -> None:
    (raw,) = json.loads(SAMPLE.read_text("utf-8"))
    for without in ("inserted_at", "title", "id"):
        less = {name: value for name, value in raw.items() if name != without}
        assert OURS.recognise(less) is deepseek
    assert OURS.recognise({"title": "t", "mapping": {}}) is not deepseek


def test_a_node_without_a_message_hands_its_parent_on() -> None:
    message: dict[str, Any] = {"fragments": [{"type": "REQUEST", "content": "a"}]}
    nodes = {
        "r": {"parent": None, "message": None},
        "1": {"parent": "r", "message": message},
        "2": {"parent": "1", "message": None},
        "3": {"parent": "2", "message": message},
        "x": {"parent": "x", "message": None},
        "4": {"parent": "x", "message": message},
    }
    rows = deepseek.flatten({"id": "c", "mapping": nodes}).messages
    assert {row.node_id: row.parent_id for row in rows} == {"1": None, "3": "1", "4": None}


def test_an_export_belongs_to_the_account_it_names(tmp_path: Path) -> None:
    user = {"user_id": "u1", "email": "otto@invented.example", "mobile": "0"}
    export = packed(tmp_path / "deepseek.zip", conversations=json.loads(SAMPLE.read_text("utf-8")), user=user)
    (source,) = sources(exports([export]), None, {}, OURS)
    assert (source.provider, source.account_id) == ("deepseek", "u1")
