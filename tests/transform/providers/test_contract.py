"""The contract of a provider, over every sample."""

from pathlib import Path

import pytest

from etl.transform.providers import PROVIDERS
from etl.transform.providers.registry import OURS
from tests.conftest import ROOT
from tests.transform.providers.provider_rows import conversations

SAMPLES = sorted((ROOT / "samples").glob("*/*.json*"))


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_one_provider_and_only_one_recognises_a_sample(path: Path) -> None:
    for raw in conversations(path):
        found = [provider.NAME for provider in PROVIDERS if provider.recognises(raw)]
        assert found == [path.parent.name]


def test_every_provider_has_samples_and_every_folder_of_samples_a_provider() -> None:
    assert {path.parent.name for path in SAMPLES} == {provider.NAME for provider in PROVIDERS}


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_every_node_is_a_message_or_a_counted_drop(path: Path) -> None:
    for raw in conversations(path):
        provider = OURS.recognise(raw)
        assert provider is not None
        flat = provider.flatten(raw)
        assert flat.conversation.nodes == len(flat.messages) + sum(flat.drops.values())
        assert len({message.node_id for message in flat.messages}) == len(flat.messages)


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_details_belong_to_messages_and_are_numbered(path: Path) -> None:
    for raw in conversations(path):
        provider = OURS.recognise(raw)
        assert provider is not None
        flat = provider.flatten(raw)
        nodes = {message.node_id for message in flat.messages}
        keys = [(type(row), row.node_id, getattr(row, "ordinal", 0)) for row in flat.details]
        assert {row.node_id for row in flat.details} <= nodes
        assert len(set(keys)) == len(keys)


def test_what_nobody_wrote_is_nobody_s() -> None:
    assert OURS.recognise({"name": "a file", "chat_messages": []}) is None
    assert OURS.recognise({"title": "a list entry", "create_time": 1.0}) is None


def test_a_field_is_known_to_the_provider_that_has_it_at_that_place() -> None:
    assert OURS.is_known("chatgpt", "message", "channel")
    assert not OURS.is_known("chatgpt", "message", "mood")
    assert not OURS.is_known("nobody", "message", "channel")
    assert not OURS.is_known(None, "message", "channel")
