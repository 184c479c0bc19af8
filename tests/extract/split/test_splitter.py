"""Splitting: shapes of files, bounded memory, giants."""

import io
import tracemalloc
from typing import BinaryIO, cast

import pytest

from etl.extract.archive import BrokenStreamError
from etl.extract.split.block import Block
from etl.extract.split.splitter import blocks
from tests.extract.reading_cases import LAYOUTS, Long, conversation, cut, dumped, everything, parted

CONVERSATIONS = [conversation(number) for number in range(5)]
MB = 1 << 20


def _with_giant(times: int, middle: bytes = b"x" * MB) -> BinaryIO:
    whole = dumped([conversation(0), conversation(1, text="GIANT"), conversation(2)])
    before, after = whole.split(b"GIANT")
    return cast("BinaryIO", Long(before, middle, times, after))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\r\n\t ", b"\xef\xbb\xbf\n"])
def test_every_shape_and_any_mark_before_it_is_read(layout: str, mark: bytes) -> None:
    assert everything(mark + dumped(CONVERSATIONS, layout) + b"\n") == (CONVERSATIONS, [])


@pytest.mark.parametrize("layout", ["compact", "pretty"])
def test_one_bare_conversation_is_a_conversation(layout: str) -> None:
    data = dumped(CONVERSATIONS[:1], layout).strip(b"[]\n ")
    assert everything(data) == (CONVERSATIONS[:1], [])


@pytest.mark.parametrize("data", [b"[]", b" [ ]\n", b'{"conversations": []}'])
def test_an_export_without_conversations_is_not_odd(data: bytes) -> None:
    assert cut(data) == ([], [])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"<html>[{}]", "not JSON"),
        (b"hello", "not JSON"),
        (b"[", "cut off"),
    ],
)
def test_what_is_no_export_is_told(data: bytes, reason: str) -> None:
    found, issues = everything(data)
    assert found == []
    assert [issue.reason for issue in issues] == [reason]


def test_conversations_behind_a_damaged_beginning_are_found() -> None:
    found, issues = everything(b"\x01\x02" + dumped(CONVERSATIONS)[1:])
    assert found == CONVERSATIONS
    assert [issue.reason for issue in issues] == ["damaged"]


def test_a_giant_conversation_is_skipped_and_told_and_its_neighbours_are_kept() -> None:
    items = [*CONVERSATIONS[:2], conversation(9, text="x" * 5000), *CONVERSATIONS[2:]]
    data = dumped(items)
    found, issues = everything(data, size=300, largest=2000)
    assert found == CONVERSATIONS
    assert [(issue.reason, issue.byte_offset) for issue in issues] == [
        ("too large", data.index(b'{"title":"Number 9"'))
    ]


def test_a_giant_at_the_end_is_told() -> None:
    data = dumped([*CONVERSATIONS, conversation(9, text="x" * 5000)])
    found, issues = everything(data, size=300, largest=2000)
    assert found == CONVERSATIONS
    assert "too large" in {issue.reason for issue in issues}


def test_memory_stays_bounded_whatever_one_string_weighs() -> None:
    tracemalloc.start()
    cuts, issues = parted(_with_giant(64), size=MB, largest=4 * MB)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [issue.reason for issue in issues] == ["too large"]
    assert sum(len(block.data) for block in cuts) < 2000
    assert peak < 20 * MB


def test_a_string_of_400_mb_is_skipped_within_bounded_memory() -> None:
    tracemalloc.start()
    cuts, issues = parted(_with_giant(50, b"x" * (8 * MB)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [issue.reason for issue in issues] == ["too large"]
    assert len(cuts) == 2
    assert peak < 300 * MB


def test_memory_stays_bounded_for_many_conversations() -> None:
    piece = dumped([conversation(3)] * 2000)[1:-1] + b","
    tracemalloc.start()
    stream = cast("BinaryIO", Long(b"[", piece, 100, dumped([conversation(4)])[1:]))
    sizes = [len(one.data) for one in blocks(stream, "m", size=MB) if isinstance(one, Block)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(sizes) > 40 * MB
    assert peak < 8 * MB


class Broken(io.BytesIO):
    """A stream that breaks at its end."""

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        if not data:
            raise BrokenStreamError("is damaged")
        return data


@pytest.mark.parametrize("size", [300, MB])
def test_a_stream_that_breaks_gives_what_came_before_and_one_warning(size: int) -> None:
    data = dumped(CONVERSATIONS)
    cuts, issues = parted(Broken(data), size=size)
    assert b"".join(block.data for block in cuts) == data[1:-1]
    assert [(issue.severity, issue.reason, issue.byte_offset) for issue in issues] == [
        ("warning", "file is broken", len(data))
    ]
