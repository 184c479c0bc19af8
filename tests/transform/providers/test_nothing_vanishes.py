"""No text and no number of a source vanishes without a line: it is in a row, changes one, is noted, or is declared."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from etl.transform.providers import PROVIDERS, Provider
from tests.conftest import ROOT
from tests.transform.providers.leaves import (
    MARK,
    Path,
    changed,
    declared,
    is_among,
    leaves,
    marked,
    named,
    objects,
    outcome,
)
from tests.transform.providers.left_out import SECOND, SILENT
from tests.transform.providers.provider_rows import conversations
from tests.transform.providers.unused import UNUSED

_TRIES = 10
"""Places of a name where nothing comes of it, after which it is taken for one that nothing comes of."""

_SAMPLED = 4
"""Objects of a path that are given each field that they lack."""

_NOTHING: tuple[Any, ...] = (None, "", [], {})
_WORDS: tuple[Any, ...] = (MARK, [MARK], {"text": MARK}, [{"text": MARK, "name": MARK, "url": MARK, "title": MARK}])


def samples(provider: Provider) -> Iterator[Any]:
    for path in sorted((ROOT / "samples" / provider.NAME).glob("*.json*")):
        yield from conversations(path)


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda one: one.NAME)
def test_what_stands_in_a_source_is_kept_or_named_or_declared(provider: Provider) -> None:
    heard: set[str] = set()
    unheard: dict[str, int] = {}
    for raw in samples(provider):
        before = outcome(provider, raw)
        for path, value in leaves(raw):
            name = named(path)
            if name in heard or unheard.get(name, 0) >= _TRIES:
                continue
            if outcome(provider, changed(raw, path, marked(value))) != before:
                heard.add(name)
            else:
                unheard[name] = unheard.get(name, 0) + 1
    lost = {name for name in unheard if name not in heard and not is_among(name, SILENT[provider.NAME])}
    assert lost == set()
    assert not [
        one for one in declared(SILENT[provider.NAME]) if not any(is_among(name, {"": one}) for name in unheard)
    ]


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda one: one.NAME)
def test_a_second_of_what_may_stand_there_several_times_is_kept_as_the_first(provider: Provider) -> None:
    kept: set[str] = set()
    lost: dict[str, int] = {}
    for raw in samples(provider):
        for path, value in leaves(raw):
            name = named(path)
            last = max((place for place, one in enumerate(path) if isinstance(one, int)), default=None)
            if last is None or not isinstance(value, str) or name in kept or lost.get(name, 0) >= _TRIES:
                continue
            before = outcome(provider, raw)
            if not any(MARK in line for line in outcome(provider, changed(raw, path, marked(value)))):
                continue
            after = outcome(provider, with_second(raw, path[:last], path[last:], marked(value)))
            is_dropped = after[-1] != before[-1]
            is_seen = any(MARK in line for line in after) or is_dropped or (" " not in value and after != before)
            if is_seen:
                kept.add(name)
            else:
                lost[name] = lost.get(name, 0) + 1
    single = SECOND.get(provider.NAME, {})
    assert {name for name in lost if name not in kept and not is_among(name, single)} == set()


@pytest.mark.parametrize("name", UNUSED)
def test_a_field_that_is_known_is_used_or_declared(name: str) -> None:
    provider = next(one for one in PROVIDERS if name == one.NAME)
    used: set[str] = set()
    unused: set[str] = set()
    looked_at: Counter[str] = Counter()
    for raw in samples(provider):
        before = outcome(provider, raw)
        for path, held in objects(raw):
            looked_at[named(path)] += 1
            for place in places(provider, raw, path) if looked_at[named(path)] <= _SAMPLED else ():
                for field in provider.KNOWN[place] - used:
                    if held.get(field) in _NOTHING:
                        told = (outcome(provider, changed(raw, path, {**held, field: words})) for words in _WORDS)
                        (used if any(one != before for one in told) else unused).add(field)
    assert {field for field in unused - used if not is_among(field, UNUSED[name])} == set()


def places(provider: Provider, raw: Any, path: Path) -> list[str]:
    """The places by which the fields of an object are counted."""
    held: Any = raw
    for name in path:
        held = held[name]
    told = json.loads(outcome(provider, changed(raw, path, {**held, MARK: 1}))[-1])
    return [place for place, field in told["unknown_fields"] if field == MARK]


def with_second(raw: Any, place: tuple[str | int, ...], item: tuple[str | int, ...], words: str) -> Any:
    """The source with an item of a list once more behind the last, with other words in it."""
    held: Any = raw
    for name in place:
        held = held[name]
    return changed(raw, place, [*held, changed(held[item[0]], item[1:], words)])
