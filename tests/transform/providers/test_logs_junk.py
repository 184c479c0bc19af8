"""Logs with anything anywhere: nothing raises, and every event is accounted for."""

import json
import random
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from etl.transform.batches import Keys, batch
from etl.transform.providers import LOGS
from etl.transform.providers.registry import OURS
from tests.conftest import ROOT
from tests.transform.providers.provider_rows import conversations

SAMPLES = sorted(path for one in LOGS for path in (ROOT / "samples" / one.NAME).glob("*.jsonl"))
BY_NAME = {provider.NAME: provider for provider in LOGS}
JUNK: list[Any] = [None, 7, -1, 10**30, "x", "", [], {}, [1, {"type": 3}], {"a": 1}, True, 1e300, {"type": []}]


def spoiled(value: Any, dice: random.Random) -> Any:
    """The value, with a twelfth of everything in it replaced by something else."""
    if dice.random() < 1 / 12:
        return dice.choice(JUNK)
    if isinstance(value, dict):
        return {key: spoiled(inner, dice) for key, inner in value.items()}
    return [spoiled(inner, dice) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_log_is_too_odd(path: Path) -> None:
    provider = BY_NAME[path.parent.name]
    (raw,) = conversations(path)
    for seed in range(30):
        odd = {"rows": spoiled(raw["rows"], random.Random(seed)), "member": "m.jsonl"}
        OURS.recognise(odd)
        provider.expected(odd)
        flat = provider.flatten(odd)
        assert flat.conversation.nodes == len(flat.messages) + flat.drops.total()
        assert len({row.node_id for row in flat.messages}) == len(flat.messages)
        assert json.dumps([row.text for row in flat.messages])
        for rows in (flat.messages, [flat.conversation]):
            if rows:
                _fits(rows)


def _fits(rows: list[Any]) -> None:
    """The rows fit the columns of their table."""
    keys = Keys("p", "a", 1, ["c"] * len(rows), [1] * len(rows))
    assert batch(rows, keys, ZoneInfo("UTC")).num_rows == len(rows)
