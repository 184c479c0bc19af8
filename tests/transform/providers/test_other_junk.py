"""Exports of providers whose conversations are no logs, with anything anywhere: nothing raises, nothing is lost."""

import json
import random
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from etl.transform.batches import Keys, batch
from etl.transform.providers import PROVIDERS
from etl.transform.providers.registry import OURS
from tests.conftest import ROOT
from tests.transform.providers.provider_rows import conversations
from tests.transform.providers.test_logs_junk import spoiled

_ELSEWHERE = frozenset({"chatgpt", "claude", "deepseek"})
"""Those that have tests of their own."""

OTHERS = {one.NAME: one for one in PROVIDERS if one.NAME not in _ELSEWHERE}
SAMPLES = sorted(path for name in OTHERS for path in (ROOT / "samples" / name).glob("*.json"))


def holds(provider: Any, odd: dict[str, Any], *, is_whole: bool = False) -> None:
    """Every record is accounted for; and of what ``is_whole`` the second reading agrees with what is stored."""
    OURS.recognise(odd)
    told = provider.expected(json.loads(json.dumps(odd)))
    flat = provider.flatten(odd)
    head, rows = flat.conversation, flat.messages
    assert head.nodes == len(rows) + flat.drops.total()
    found = {row.node_id: row.characters for row in rows}
    assert len(found) == len(rows)
    assert json.dumps([row.text for row in rows])
    if rows:
        assert batch(rows, Keys("p", "a", 1, ["c"] * len(rows), [1] * len(rows)), ZoneInfo("UTC")).num_rows == len(rows)
    assert batch([head], Keys("p", "a", 1, ["c"], [1]), ZoneInfo("UTC")).num_rows == 1
    if is_whole:
        assert told is not None
        assert told.conversation_id == head.conversation_id
        assert {node: size for node, size in told.messages.items() if node not in found} == {}
        assert {node: size for node, size in told.messages.items() if size not in (None, found[node])} == {}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_export_is_too_odd(path: Path) -> None:
    provider = OTHERS[path.parent.name]
    for raw in conversations(path):
        holds(provider, raw, is_whole=True)
        for seed in range(30):
            dice = random.Random(seed)
            holds(provider, {name: spoiled(value, dice) for name, value in raw.items()})
