"""Wherever a file is cut into blocks, the same conversations come out as from json.load."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.reading_cases import LAYOUTS, conversation, cut, dumped, everything, readings

CONVERSATIONS = [conversation(number) for number in range(7)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_block_size_gives_the_conversations_that_json_load_gives(layout: str) -> None:
    few = CONVERSATIONS[:4]
    data = dumped(few, layout)
    for size in range(1, len(data) + 2):
        assert everything(data, size=size) == (few, []), size


@pytest.mark.parametrize("layout", ["compact", "pretty", "lines"])
def test_small_blocks_really_are_several(layout: str) -> None:
    cuts, _ = cut(dumped(CONVERSATIONS, layout), size=300)
    assert len(cuts) >= 4
    assert [block.ordinal for block in cuts] == list(range(len(cuts)))


def test_offsets_tell_where_a_conversation_lies_in_the_member() -> None:
    data = b"\xef\xbb\xbf " + dumped(CONVERSATIONS, "utf8")
    cuts, _ = cut(data, size=400)
    pieces = [piece for reading in readings(cuts) for piece in reading.slices]
    assert [json.loads(data[piece.offset : piece.offset + piece.length]) for piece in pieces] == CONVERSATIONS


def test_nested_objects_that_look_like_heads_are_not_taken_for_conversations() -> None:
    inner = [conversation(10), conversation(11)]
    outer = [conversation(number, twins=inner, more={"deep": [inner]}) for number in range(4)]
    for layout in ("compact", "pretty"):
        data = dumped(outer, layout)
        for size in range(len(data) // 4, len(data), 29):
            assert everything(data, size=size) == (outer, []), size


def test_a_long_list_of_nested_look_alikes_is_glued_together() -> None:
    outer = [conversation(1), conversation(2, twins=[conversation(9)] * 500), conversation(3)]
    assert everything(dumped(outer)) == (outer, [])


def test_a_conversation_that_begins_with_other_keys_is_found_behind_its_neighbour() -> None:
    items = [conversation(1), {"id": "x", "title": "y", "mapping": {}}, conversation(2), {"mapping": {}}]
    for layout in LAYOUTS:
        assert everything(dumped(items, layout)) == (items, [])


def test_a_first_conversation_unlike_all_others_does_not_make_one_giant_block() -> None:
    items = [{"odd": 1, "first": {}}, *[conversation(number) for number in range(40)]]
    data = dumped(items)
    cuts, issues = cut(data, size=1000)
    assert issues == []
    assert max(len(block.data) for block in cuts) < 4000
    assert everything(data, size=1000) == (items, [])


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@settings(max_examples=70)
@given(
    items=st.lists(st.dictionaries(st.sampled_from(["a", "b", "c"]), JSON, min_size=1), min_size=1, max_size=6),
    layout=st.sampled_from(LAYOUTS),
    size=st.integers(20, 500),
)
def test_any_objects_come_out_whole(items: list[dict[str, Any]], layout: str, size: int) -> None:
    data = dumped(items, layout)
    found, issues = everything(data, size=max(size, max(len(json.dumps(item)) for item in items)))
    assert found == json.loads(json.dumps(items))
    assert issues == []
