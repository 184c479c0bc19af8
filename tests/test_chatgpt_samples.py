"""Every ChatGPT sample, flattened, against its golden file."""

import json
from collections.abc import Callable
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

from etl.model import Flat
from etl.providers import chatgpt
from tests.conftest import ROOT

SAMPLES = sorted((ROOT / "samples" / "chatgpt").glob("*.json"))


def _row(row: Any) -> str:
    """One row as JSON, without the fields that have their default."""
    shown = {"row": type(row).__name__}
    for field in fields(row):
        value = getattr(row, field.name)
        if field.default is MISSING or value != field.default:
            shown[field.name] = value
    return json.dumps(shown, ensure_ascii=False)


def _lines(flat: Flat) -> list[str]:
    rows = [flat.conversation, *flat.messages, *flat.details, *flat.issues]
    unknown = sorted(pair for pair in flat.fields if pair[1] not in chatgpt.KNOWN[pair[0]])
    return [*map(_row, rows), json.dumps({"drops": flat.drops, "unknown_fields": unknown})]


def _conversations(path: Path) -> list[Any]:
    value = json.loads(path.read_text("utf-8"))
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_becomes_the_rows_of_its_golden_file(path: Path, expect: Callable[[str, str], None]) -> None:
    lines = [line for raw in _conversations(path) for line in _lines(chatgpt.flatten(raw))]
    expect(f"chatgpt/{path.stem}.jsonl", "\n".join(lines) + "\n")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_characters_are_those_of_the_parts_without_what_joins_them(path: Path) -> None:
    for raw in _conversations(path):
        for message in chatgpt.flatten(raw).messages:
            assert 0 <= len(message.text) - message.characters <= message.text.count("\n")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_flattening_leaves_the_export_as_it_was(path: Path) -> None:
    for raw in _conversations(path):
        before = json.dumps(raw)
        chatgpt.flatten(raw)
        assert json.dumps(raw) == before


def test_no_two_samples_share_a_conversation() -> None:
    ids = [chatgpt.flatten(raw).conversation.conversation_id for path in SAMPLES for raw in _conversations(path)]
    assert len(set(ids)) == len(ids)
