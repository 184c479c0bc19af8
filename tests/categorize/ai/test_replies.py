"""What a model says is never trusted: only our numbers with our categories come out of it, whatever goes in."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.categorize.ai.replies import answers

CATEGORIES = frozenset({"Cooking", "Travel"})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["id", "category", "answers"]), inner),
    max_leaves=20,
)
ENTRIES = st.lists(
    st.fixed_dictionaries({"id": JSON | st.integers(-1, 12), "category": JSON | st.sampled_from(["Travel", "Cooking"])})
)


def read(content: Any, asked: int = 10) -> dict[int, str]:
    return answers({"choices": [{"message": {"content": content}}]}, asked, CATEGORIES)


@settings(max_examples=50)
@given(JSON | ENTRIES.map(lambda entries: {"answers": entries}), st.integers(0, 10))
def test_only_numbers_that_were_asked_with_categories_that_exist(value: Any, asked: int) -> None:
    found = read(json.dumps(value), asked)
    assert all(type(number) is int and 1 <= number <= asked for number in found)
    assert set(found.values()) <= CATEGORIES


@settings(max_examples=50)
@given(JSON)
def test_no_reply_is_too_odd(reply: Any) -> None:
    assert answers({"choices": reply}, 10, CATEGORIES) == {}
    assert answers({"choices": [reply]}, 10, CATEGORIES) == {}
    assert read(reply) == {}


@pytest.mark.parametrize(
    "content",
    [
        '{"answers": [{"id": 1, "category": "Travel"}]}',
        '```json\n{"answers": [{"id": 1, "category": "Travel"}]}\n```',
        'Here they are: {"answers": [{"category": "Travel", "id": 1, "why": "Alps"}], "n": 1} — done.',
    ],
)
def test_an_answer_is_found_between_fences_and_sentences(content: str) -> None:
    assert read(content) == {1: "Travel"}


@pytest.mark.parametrize(
    "more",
    [
        [(11, "Travel"), (0, "Travel"), (2, "X"), (3, "travel"), (4, None)],
        [(3, "Travel"), (3, "Cooking"), (3, "Travel")],
        [("4", "Travel"), (True, "Travel"), (5.0, "Travel"), (None, "Travel"), ([6], "Travel"), (7, ["Travel"])],
    ],
)
def test_what_is_good_is_taken_and_a_contradiction_is_no_answer(more: list[tuple[Any, Any]]) -> None:
    listed = [{"id": number, "category": category} for number, category in [(1, "Travel"), *more]]
    assert read(json.dumps({"answers": listed})) == {1: "Travel"}
