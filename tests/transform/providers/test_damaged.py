"""Every provider's samples with their structure damaged: what is counted twice, once by each reading, agrees.

A conversation's nodes are its rows and what was dropped, each with a reason; and no message that the plain reading of
``etl verify`` looks for is missing, or of another length, unless the damaged conversation is told to be another one.
"""

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from etl.transform.providers import PROVIDERS, Provider
from tests.conftest import ROOT
from tests.transform.providers.provider_rows import conversations

MUTATIONS = 500
JUNK: list[Any] = [None, 7, -1, 10**30, "x", "", [], {}, [1, {"type": 3}], {"a": 1}, True, 1e300, {"type": []}]
"""What may stand in the place of anything."""


def _places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where in a value something stands: keys and indexes from the outside in."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*above, key)
        yield from _places(one, (*above, key))


def damaged(raw: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """A copy in which one to five things are gone, twice there, junk, or what stands beside them."""
    odd = deepcopy(raw)
    for _ in range(dice.choice((1, 1, 2, 5))):
        *above, last = dice.choice(list(_places(odd)) or [("nothing",)])
        held: Any = odd
        for key in above:
            held = held[key]
        way = dice.randrange(4)
        if last not in held if isinstance(held, dict) else not held:
            continue
        if way == 0:
            del held[last]
        elif way == 1:
            held[last] = dice.choice(JUNK)
        elif way == 2 and isinstance(held, list):
            held.insert(dice.randrange(len(held) + 1), deepcopy(held[last]))
        else:
            held[last] = deepcopy(held[dice.choice(list(held))] if isinstance(held, dict) else dice.choice(held))
    return odd


def _faults(provider: Provider, odd: dict[str, Any]) -> Iterator[object]:
    told = provider.expected(json.loads(json.dumps(odd)))
    flat = provider.flatten(odd)
    head, stored = flat.conversation, {row.node_id: row.characters for row in flat.messages}
    if head.nodes != len(flat.messages) + flat.drops.total():
        yield "nodes", head.nodes, len(flat.messages), flat.drops
    if told is not None:
        if told.conversation_id != head.conversation_id:
            yield "name", told.conversation_id, head.conversation_id
        yield from (("missing", node) for node in told.messages if node not in stored)
        lengths = ((node, size, stored.get(node)) for node, size in told.messages.items())
        yield from (("length", *one) for one in lengths if one[1] is not None and one[1] != one[2])


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.NAME)
def test_both_readings_of_what_is_damaged_agree(provider: Provider) -> None:
    samples = sorted((ROOT / "samples" / provider.NAME).glob("*.json*"))
    whole = [(path.name, raw) for path in samples for raw in conversations(path)]
    known = 0
    for seed in range(MUTATIONS):
        name, raw = whole[seed % len(whole)]
        odd = damaged(raw, random.Random(seed))
        if provider.recognises(odd):
            known += 1
            assert list(_faults(provider, odd)) == [], (name, seed)
    assert known > MUTATIONS / 2
