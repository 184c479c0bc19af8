"""Every sample, flattened, against its golden file."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.transform.providers import PROVIDERS
from tests.conftest import ROOT
from tests.transform.providers.provider_rows import conversations, lines

SAMPLES = sorted((ROOT / "samples").glob("*/*.json*"))
BY_NAME = {provider.NAME: provider for provider in PROVIDERS}


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_a_sample_becomes_the_rows_of_its_golden_file(path: Path, expect: Callable[[str, str], None]) -> None:
    provider = BY_NAME[path.parent.name]
    found = [line for raw in conversations(path) for line in lines(provider.flatten(raw), provider.KNOWN)]
    expect(f"{_name(path)}.jsonl", "\n".join(found) + "\n")


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_characters_are_those_of_the_parts_without_what_joins_them(path: Path) -> None:
    for raw in conversations(path):
        for message in BY_NAME[path.parent.name].flatten(raw).messages:
            assert 0 <= len(message.text) - message.characters <= message.text.count("\n")


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_flattening_leaves_the_export_as_it_was(path: Path) -> None:
    for raw in conversations(path):
        before = json.dumps(raw)
        BY_NAME[path.parent.name].flatten(raw)
        assert json.dumps(raw) == before


def test_no_two_samples_share_a_conversation() -> None:
    ids = [
        BY_NAME[path.parent.name].flatten(raw).conversation.conversation_id
        for path in SAMPLES
        for raw in conversations(path)
    ]
    assert len(set(ids)) == len(ids)
