"""The plain path: conversations that begin with an object, found by ijson."""

import io
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.split.block import Block
from etl.extract.split.guard import Guard, Source, mended
from etl.extract.split.opening import Opening, opening
from etl.extract.split.streaming import blocks
from etl.rows.loads import Issue
from tests.extract.reading_cases import Long, dumped, parted, readings

ITEMS: list[dict[str, Any]] = [
    {
        "conversation": {"id": f"c{n}", "rate": 0.1, "big": 2**60},
        "responses": [{"text": f'Grüße {n} " 😀'}, None],
    }
    for n in range(30)
]
MB = 1 << 20


def _plain(data: bytes | io.RawIOBase, size: int = 500, largest: int = MB) -> tuple[list[Any], list[Issue]]:
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    source = Source(stream, "m")  # type: ignore[arg-type]
    begun = source.take(64)
    made = list(blocks(source, begun, opening(begun) or Opening(0, "values"), size, largest))
    cuts = [one for one in made if isinstance(one, Block)]
    issues = [one for one in made if isinstance(one, Issue)]
    read_all = readings(cuts)
    found = [piece.content for reading in read_all for piece in reading.slices]
    return found, [*issues, *(issue for reading in read_all for issue in reading.issues)]


@pytest.mark.parametrize("layout", ["compact", "pretty", "crlf", "lines", "wrapper", "arrays", "utf8"])
def test_every_shape_is_read(layout: str) -> None:
    assert _plain(dumped(ITEMS, layout)) == (ITEMS, [])


def test_a_large_file_without_a_head_takes_this_path() -> None:
    items = [{"conversation": {"id": n}, "responses": ["x" * 100_000]} for n in range(60)]
    cuts, issues = parted(io.BytesIO(dumped(items)), size=MB)
    assert issues == []
    assert all(block.head is None and block.is_alone for block in cuts)
    assert [piece.content for reading in readings(cuts) for piece in reading.slices] == items


def test_the_same_conversation_has_the_same_digest_again() -> None:
    digests = []
    for size in (300, 900):
        source = Source(io.BytesIO(dumped(ITEMS)), "m")
        made = blocks(source, source.take(64), Opening(1, "array"), size, MB)
        cuts = [one for one in made if isinstance(one, Block)]
        digests.append([piece.digest for reading in readings(cuts) for piece in reading.slices])
    assert digests[0] == digests[1]
    assert len(set(digests[0])) == len(ITEMS)


def test_a_cut_file_gives_the_conversations_before_the_cut() -> None:
    data = dumped(ITEMS)
    for length in range(70, len(data), 61):
        found, issues = _plain(data[:length])
        assert found == ITEMS[: len(found)]
        assert data[:length].count(b'},{"conversation"') <= len(found) + 1
        assert len(issues) == 1
        assert issues[0].reason in ("cut off", "damaged")


def test_lone_surrogates_and_invalid_utf8_become_the_replacement_character() -> None:
    data = rb'[{"a": {}, "b": "\ud83d \ude00 \ud83d\ude00 \\ud83d x' + b"\xff" + rb'\ud800"}, {"a": {}}]'
    for pad in range(60, 90):
        found, issues = _plain(b"[" + b" " * pad + data[1:])
        assert found == [{"a": {}, "b": "\ufffd \ufffd \U0001f600 \\ud83d x\ufffd\ufffd"}, {"a": {}}]
        assert issues == []


@given(
    st.lists(st.sampled_from(["\\", "\\ud83d", "\\ude00", "u", "ud83d", "x" * 5, "\\\\"]), max_size=12),
    st.integers(1, 40),
)
def test_pieces_of_any_size_are_mended_as_the_whole_is(parts: list[str], size: int) -> None:
    data = "".join(parts).encode()
    guard = Guard(b"", Source(io.BytesIO(data), "m"), 0, MB)
    assert b"".join(iter(lambda: guard.read(size), b"")) == mended(data)


def test_of_a_run_of_backslashes_only_the_end_is_held_back() -> None:
    guard = Guard(b"", Source(io.BytesIO(b"\\" * 100_001 + b"ud800"), "m"), 0, MB)
    pieces = list(iter(lambda: guard.read(1_000), b""))
    assert max(map(len, pieces)) < 1_100
    assert b"".join(pieces) == b"\\" * 100_001 + b"ufffd"


@pytest.mark.parametrize("depth", [600, 1_000_000])
def test_absurd_depth_costs_one_conversation(depth: int) -> None:
    deep = b'{"a":' * depth + b"1" + b"}" * depth
    found, issues = _plain(b'[{"a":{}},' + deep + b',{"b":{}}]', largest=20 * MB)
    assert found == [{"a": {}}, {"b": {}}]
    assert [issue.reason for issue in issues] == ["nested too deeply"]


def test_absurd_depth_takes_memory_in_proportion_only() -> None:
    deep = b'{"a":' * 50_000 + b"1" + b"}" * 50_000
    tracemalloc.start()
    _plain(b'[{"a":{}},' + deep + b"]", largest=20 * MB)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * MB


@pytest.mark.parametrize("value", ["NaN", "9" * 5000, "1e999", "-Infinity", "9" * 30])
def test_numbers_that_ijson_refuses_end_the_file_with_an_issue(value: str) -> None:
    found, issues = _plain(b'[{"a":{}},{"a":{},"b":' + value.encode() + b"},{}]")
    assert found == [{"a": {}}]
    assert [issue.reason for issue in issues] == ["damaged"]


def test_a_string_without_end_is_refused_within_bounded_memory() -> None:
    tracemalloc.start()
    found, issues = _plain(Long(b'[{"a":{}},{"a":{},"b":"', b"x" * MB, 100, b'"}]'), largest=4 * MB)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [{"a": {}}]
    assert [issue.reason for issue in issues] == ["too large"]
    assert peak < 40 * MB


def test_other_values_are_passed_over() -> None:
    found, issues = _plain(b'[null, 3, {"a": {}}, [1], "x"]')
    assert found == [{"a": {}}]
    assert [issue.reason for issue in issues] == ["not an object"] * 4


def test_trailing_garbage_is_told() -> None:
    found, issues = _plain(dumped(ITEMS) + b" garbage")
    assert found == ITEMS
    assert [issue.reason for issue in issues] == ["damaged"]
