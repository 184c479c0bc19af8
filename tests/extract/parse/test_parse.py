"""Reading a block: digests, what is known, odd values, and parsers that agree."""

import json
import random
import sys
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import pytest

from etl.extract.parse import read
from etl.extract.parse.decoders import exact, parsed
from etl.extract.split.block import Block
from tests.extract.reading_cases import LAYOUTS, conversation, cut, dumped, everything, readings

CONVERSATIONS = [conversation(number) for number in range(5)]


def _one(inner: bytes) -> tuple[list[dict[str, Any]], list[str]]:
    """What comes of a conversation with these bytes in it, and the reasons of issues."""
    head = b'{"title":"odd","create_time":1,"update_time":2,"mapping":'
    data = dumped(CONVERSATIONS[:1])[:-1] + b"," + head + inner + b"}," + dumped(CONVERSATIONS[1:])[1:]
    found, issues = everything(data)
    assert [raw for raw in found if raw["title"] != "odd"] == CONVERSATIONS
    return [raw for raw in found if raw["title"] == "odd"], [issue.reason for issue in issues]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("size", [300, 1 << 22])
def test_a_known_conversation_is_not_read_again(layout: str, size: int) -> None:
    data = dumped(CONVERSATIONS, layout)
    pieces = [piece for reading in readings(cut(data, size=size)[0]) for piece in reading.slices]
    known = [piece.digest for piece in pieces if piece.digest]
    assert len(set(known)) == 5
    read_again = readings(cut(data, size=1 << 22)[0], known[1:])
    assert [piece.content for reading in read_again for piece in reading.slices] == CONVERSATIONS[:1]
    assert [digest for reading in read_again for digest in reading.unchanged] == known[1:]


def test_a_digest_is_that_of_the_conversations_bytes_alone() -> None:
    data = dumped(CONVERSATIONS)
    for piece in read(cut(data)[0][0]).slices:
        own = data[piece.offset : piece.offset + piece.length]
        assert piece.digest == blake2b(own, digest_size=16).digest()
        assert json.loads(own) == piece.content


def test_a_changed_conversation_is_read() -> None:
    known = [piece.digest or b"" for piece in read(cut(dumped(CONVERSATIONS))[0][0]).slices]
    changed = [*CONVERSATIONS[:2], conversation(2, text="changed"), *CONVERSATIONS[3:]]
    assert everything(dumped(changed), known) == ([changed[2]], [])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"NaN", None),
        (b"[-Infinity]", [None]),
        (b'"\\ud83d"', "\ufffd"),
        (b'"\\ude00\\ud83d"', "\ufffd\ufffd"),
        (b'"\\uD83D\\uDE00 \\\\ud83d"', "\U0001f600 \\ud83d"),
        (b'"\\\\ud83d\\ude00"', "\\ud83d\ufffd"),
        (b'"\\u0000"', "\x00"),
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (b"12345678901234567890123456789", 12345678901234567890123456789),
        (b"1e5", 100000.0),
        (b"-0", 0),
    ],
)
def test_odd_but_plain_values_are_read_without_a_word(value: bytes, expected: object) -> None:
    found, issues = _one(value)
    assert [raw["mapping"] for raw in found] == [expected]
    assert type(found[0]["mapping"]) is type(expected)
    assert issues == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"9" * 5000, None),
        (b"-" + b"9" * 5000, None),
        (b'"\xff\xfe"', "\ufffd\ufffd"),
        (b'"\xed\xa0\xbd\xed\xb8\x80"', "\U0001f600"),
        (b'"\xed\xa0\xbd"', "\ufffd\ufffd\ufffd"),
        (b'"a\nb\x01"', "a\nb\x01"),
    ],
)
def test_what_is_mended_is_noted(value: bytes, expected: object) -> None:
    found, issues = _one(value)
    assert [raw["mapping"] for raw in found] == [expected]
    assert issues == ["mended"]


@pytest.mark.parametrize("depth", [100_000, 1_000_000])
@pytest.mark.parametrize(("begin", "end"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_absurd_depth_costs_one_conversation(depth: int, begin: bytes, end: bytes) -> None:
    assert _one(begin * depth + b"1" + end * depth) == ([], ["nested too deeply"])


@pytest.mark.parametrize(
    "value", [b"tru", b'"\\x"', b"[1,]", b"{1:2}", b"+1", b"01", b"'a'", b"[1}", b'"\\ud8"', b"\x00"]
)
def test_damage_costs_one_conversation(value: bytes) -> None:
    assert _one(value) == ([], ["damaged"])


def test_reading_never_raises_for_what_a_block_holds() -> None:
    dice = random.Random(2)
    pieces = [
        *(bytes((n,)) for n in b'{}[]",:\\ue1-'),
        b'"a":',
        b'{"a":1,"b":',
        b"\xed\xa0\x80",
        b"null,",
        b"\n",
    ]
    head = rb"\{\"a\":1,\"b\":"
    for _ in range(3000):
        data = b"".join(dice.choices(pieces, k=dice.randrange(40)))
        for alone in (True, False):
            reading = read(Block("m", 1, 0, data, head, is_alone=alone))
            assert not (alone and (reading.lead or reading.rest))
            assert all(isinstance(piece.content, dict) for piece in reading.slices)


def test_the_fast_parser_agrees_with_the_exact_one() -> None:
    dice = random.Random(3)
    floats = [repr(dice.uniform(-1, 1) * 10.0 ** dice.randrange(-320, 308)) for _ in range(20_000)]
    digits = ["".join(dice.choices("0123456789", k=dice.randrange(1, 40))) for _ in range(5_000)]
    integers = [str(int(text)) for text in digits]
    fractions = [f"{whole}.{part}e{dice.randrange(-300, 260)}" for whole, part in zip(integers, digits, strict=True)]
    for text in [*floats, *integers, *fractions, *(f"-{whole}" for whole in integers), "-0", "-0.0", "1e999"]:
        piece = b'{"a":' + text.encode() + b"}"
        assert repr(parsed(piece)) == repr(exact(piece))


@pytest.mark.parametrize(
    "value",
    [
        *(
            b"9" * 5000,
            b"NaN",
            b'"\\ud800"',
            b'"\xff"',
            b'"a\nb"',
            b'{"a":1,"a":2}',
            b"1.",
            b"01",
            b"[1,]",
            b"1 1",
        ),
        *(
            b"[" * 1_000_000,
            b"[" * 900 + b"]" * 900,
            b'"\\u0000"',
            b'"\\ud83d\\ude00"',
            b"/**/1",
            b'"\xed\xa0\x80"',
        ),
    ],
)
def test_the_parsers_agree_on_odd_values(value: bytes) -> None:
    def outcome(parse: Callable[[bytes], object]) -> str:
        try:
            return repr(parse(b'{"a":' + value + b"}"))
        except (ValueError, RecursionError):
            return "refused"

    assert outcome(parsed) == outcome(exact)


def test_there_are_two_parsers_to_compare() -> None:
    assert parsed is not exact
    assert sys.getrecursionlimit() < 100_000
