"""The forgiving decoder, by itself."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.parse import decoders
from etl.extract.split.guard import mended

ESCAPES = st.lists(st.sampled_from(["\\ud83d", "\\ude00", "\\\\", "\\n", "ud83d", "\\uD83D", "\\uDE00", "a", '\\"']))


@given(st.binary(max_size=60))
def test_any_bytes_become_text_that_can_be_stored(data: bytes) -> None:
    decoders.text(data).encode()


@given(st.text(max_size=60))
def test_valid_text_is_left_alone(text: str) -> None:
    data = json.dumps(text, ensure_ascii=False).encode(errors="replace")
    assert decoders.text(data).encode() == data


@given(ESCAPES)
def test_lone_surrogates_are_replaced_and_nothing_else(parts: list[str]) -> None:
    data = ('"' + "".join(parts) + '"').encode()
    expected = json.loads(data).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert json.loads(mended(data)) == expected


@given(ESCAPES, ESCAPES)
def test_the_fast_decoder_reads_what_was_mended(key: list[str], value: list[str]) -> None:
    data = f'{{"{"".join(key)}":["{"".join(value)}"]}}'.encode()
    assert decoders.parsed(data) == decoders.parsed(mended(data)) == decoders.exact(data)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": [1, 2', "cut off"),
        ('{"a": "b', "cut off"),
        ('{"a": "b\\u12', "cut off"),
        ('{"a": tr', "cut off"),
        ('{"a": -', "cut off"),
        ('{"a": 1, ', "cut off"),
        ('{"a"', "cut off"),
        ('{"a": x}', "damaged"),
        ('{"a": 1 "b": 2}', "damaged"),
        ("[" * 200_000, "nested too deeply"),
    ],
)
def test_each_trouble_has_its_reason(text: str, reason: str) -> None:
    with pytest.raises(decoders.UnreadableError) as caught:
        decoders.value(text, 0)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NaN", None),
        ("-Infinity", None),
        ("9" * 4300, int("9" * 4300)),
        ("9" * 4301, None),
        ("0", 0),
        ('"a\tb"', "a\tb"),
    ],
)
def test_what_can_be_mended_is(text: str, expected: object) -> None:
    assert decoders.value(text, 0) == (expected, len(text))
