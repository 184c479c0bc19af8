"""A batch is asked until every chat of it has an answer or is given up, whatever the server does."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.categorize.ai.errors import BatchError
from etl.categorize.ai.workers import settle

SIZES = st.integers(min_value=0, max_value=40)


@settings(max_examples=50)
@given(SIZES, st.data())
def test_halving_ends_and_every_chat_is_answered_or_reported(size: int, data: st.DataObject) -> None:
    asked: list[list[int]] = []
    answered: list[int] = []

    def ask(batch: Sequence[int]) -> set[int]:
        asked.append(list(batch))
        if data.draw(st.booleans()):
            raise BatchError("status 500")
        found = data.draw(st.sets(st.integers(0, len(batch) - 1)))
        answered.extend(batch[index] for index in found)
        return found

    given_up = list(settle(range(size), ask))
    assert sorted(answered + given_up) == list(range(size))
    assert len(asked) <= max(0, 2 * size - 1)
    assert set(range(size)) == {one for batch in asked for one in batch}


@given(st.integers(min_value=1, max_value=100), st.data())
def test_one_poisonous_chat_costs_only_itself(size: int, data: st.DataObject) -> None:
    poison = data.draw(st.integers(0, size - 1))

    def ask(batch: Sequence[int]) -> set[int]:
        if poison in batch:
            raise BatchError("status 400")
        return set(range(len(batch)))

    assert list(settle(range(size), ask)) == [poison]


def test_only_what_is_missing_is_asked_again() -> None:
    asked: list[list[int]] = []

    def ask(batch: Sequence[int]) -> set[int]:
        asked.append(list(batch))
        return {0, 2} if len(batch) == 4 else set(range(len(batch)))

    assert list(settle([10, 11, 12, 13], ask)) == []
    assert asked == [[10, 11, 12, 13], [11, 13]]
