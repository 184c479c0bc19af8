"""Damage costs the conversation it touches, and is told; nothing else is lost, and nothing is invented."""

import json
import random

import pytest

from etl.extract.parse import decoders
from tests.extract.reading_cases import LAYOUTS, conversation, dumped, everything

CONVERSATIONS = [conversation(number) for number in range(5)]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("size", [500, 1 << 22])
def test_a_file_cut_at_any_byte_gives_every_conversation_before_the_cut(layout: str, size: int) -> None:
    few = CONVERSATIONS[:3]
    data = dumped(few, layout)
    ends = [data.index(f'"id": "c{n}"'.encode()) for n in range(3)] if b'"id": "c' in data else []
    ends = ends or [data.index(f'"id":"c{n}"'.encode()) for n in range(3)]
    ends = [data.index(b"}", end) + 1 for end in ends]
    for length in range(len(data)):
        found, issues = everything(data[:length], size=size)
        whole = sum(end <= length for end in ends)
        assert found == few[:whole], length
        is_between = layout in ("lines", "arrays") and data[:length].rstrip(b" \n]") in _wholes(data, ends)
        assert issues or is_between or data[length:].strip() in (b"", b"}"), length


def _wholes(data: bytes, ends: list[int]) -> set[bytes]:
    return {data[:end] for end in ends} | {b""}


@pytest.mark.parametrize("layout", ["compact", "pretty", "lines"])
def test_random_damage_loses_only_the_conversations_it_touches(layout: str) -> None:
    data = dumped(CONVERSATIONS, layout)
    titles = [data.index(f"Number {number}".encode()) for number in range(5)]
    starts = [data.rindex(b"{", 0, title) for title in titles] + [len(data)]
    dice = random.Random(1)
    for _ in range(300):
        touched = dice.randrange(5)
        at = dice.randrange(max(starts[touched], 0), starts[touched + 1] - 30)
        length = dice.randrange(1, max(2, min(80, starts[touched + 1] - 30 - at)))
        garbage = bytes(dice.randrange(256) for _ in range(dice.choice([0, length, length, 3])))
        damaged = data[:at] + garbage + data[at + length :]
        for size in (400, 1 << 22):
            found, _ = everything(damaged, size=size)
            for number in set(range(5)) - {touched}:
                assert CONVERSATIONS[number] in found, (damaged, number, size)


def test_damage_is_reported_with_its_place_in_the_file() -> None:
    data = dumped(CONVERSATIONS)
    at = data.index(b'{"title":"Number 2"')
    found, issues = everything(data[: at + 60] + b"}}}" + data[at + 60 :])
    assert found == [*CONVERSATIONS[:2], *CONVERSATIONS[3:]]
    assert [(issue.severity, issue.reason, issue.byte_offset) for issue in issues] == [("warning", "damaged", at)]


@pytest.mark.parametrize("tail", [b" garbage", b"]]", b'{"x":', b"\x00\x00\x00", b"<html>", b"}"])
def test_trailing_garbage_is_told_and_costs_nothing(tail: bytes) -> None:
    for size in (300, 1 << 22):
        found, issues = everything(dumped(CONVERSATIONS) + tail, size=size)
        assert found == CONVERSATIONS
        assert {issue.severity for issue in issues} == {"warning"}


def test_a_trailing_comma_costs_nothing() -> None:
    data = dumped(CONVERSATIONS)[:-1] + b",\n]"
    assert everything(data) == (CONVERSATIONS, [])


def test_a_missing_last_bracket_is_told() -> None:
    found, issues = everything(dumped(CONVERSATIONS)[:-1])
    assert found == CONVERSATIONS
    assert [issue.reason for issue in issues] == ["cut off"]


def test_an_extra_brace_between_conversations_costs_nothing_wherever_the_blocks_end() -> None:
    first, rest = dumped(CONVERSATIONS[:3])[:-1], dumped(CONVERSATIONS[3:])[1:]
    for size in range(100, 2000, 13):
        found, issues = everything(first + b"}," + rest, size=size)
        assert found == CONVERSATIONS, size
        assert [issue.severity for issue in issues] == ["warning"], size


def test_a_missing_brace_costs_one_conversation_wherever_the_blocks_end() -> None:
    data = dumped(CONVERSATIONS)
    at = data.index(b',{"title":"Number 3"')
    for size in range(100, 2000, 13):
        found, issues = everything(data[: at - 1] + data[at:], size=size)
        assert found == [*CONVERSATIONS[:2], *CONVERSATIONS[3:]], size
        assert {issue.severity for issue in issues} == {"warning"}, size


def test_values_that_are_no_objects_are_counted_and_passed_over() -> None:
    items = [None, 3, *CONVERSATIONS, "x", [1], True]
    for size in (300, 1 << 22):
        found, issues = everything(dumped(items), size=size)
        assert found == CONVERSATIONS
        assert {issue.reason for issue in issues} == {"not an object"}
        assert sum(int(str(issue.detail).split()[0]) for issue in issues) == 5


def test_many_broken_conversations_are_parsed_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[int] = []

    def value(text: str, at: int) -> tuple[object, int]:
        parsed.append(len(text) - at)
        return decoded(text, at)

    decoded = decoders.value
    monkeypatch.setattr(decoders, "value", value)
    data = (
        dumped([])[:-1] + b",".join([b'{"title":"x","create_time":1,"update_time":2,"mapping":{"a":[{}}'] * 2000) + b"]"
    )
    found, issues = everything(data)
    assert found == []
    assert len(issues) >= 1
    assert "mapping" not in json.dumps([issue.detail for issue in issues])
    assert sum(parsed) < 9 * len(data)
