"""Ids that are made up, nodes that became no row, and times that cannot be."""

import pytest

from etl.transform.providers import chatgpt, claude
from etl.transform.providers.placement import IMPOSSIBLE, standing, unused
from tests.work import lines


def test_a_taken_id_gets_signs_and_later_a_number() -> None:
    taken = {"a"}
    for _ in range(12):
        taken.add(unused("a", taken))
    assert taken == {"a", *("a" + "~" * tries for tries in range(1, 9)), "a~9", "a~10", "a~11", "a~12"}
    assert unused("b", taken) == "b"


def test_a_thousandth_equal_id_costs_little_more_than_the_first() -> None:
    taken = {"a", *("a" + "~" * tries for tries in range(1, 9)), *(f"a~{tries}" for tries in range(9, 5_000))}
    assert unused("a", taken) == "a~5000"
    assert lines(lambda: unused("a", taken)) < 200


def test_what_stands_above_is_found_past_nodes_that_became_none() -> None:
    above: dict[str, str | None] = {f"n{place}": f"n{place + 1}" for place in range(1_000)}
    assert standing("n0", above) == "n1000"
    assert lines(lambda: standing("n0", above)) < 20
    above["n1000"] = "root"
    assert standing("n0", above) == "root"
    assert standing("a", {"a": "b", "b": "a"}) is None
    assert standing("a", {"a": None}) is None


@pytest.mark.parametrize(
    ("exported", "expected"),
    [
        (1_788_249_600, 1_788_249_600_000_000),
        (1_788_249_600_123, 1_788_249_600_123_000),
        ("1788249600123", 1_788_249_600_123_000),
        (1_788_249_600_123_456, 1_788_249_600_123_456),
        (0, None),
        (-1.0, None),
        (1_669_766_399, None),
        (1_669_766_400, 1_669_766_400_000_000),
        ("1970-01-01T00:00:00Z", None),
        ("9998-01-01T00:00:00Z", None),
        (4_000_000_000, None),
    ],
)
def test_a_time_that_cannot_be_is_unknown_and_noted(exported: object, expected: int | None) -> None:
    message = {"author": {"role": "user"}, "create_time": exported, "content": {"content_type": "text", "parts": ["a"]}}
    raw: dict[str, object] = {"conversation_id": "c", "mapping": {"a": {"message": message, "parent": None}}}
    chat: dict[str, object] = {
        "uuid": "c",
        "chat_messages": [{"uuid": "a", "sender": "human", "text": "a", "created_at": exported}],
    }
    for found in (chatgpt.flatten(raw), claude.flatten(chat)):
        assert [row.created_at for row in found.messages] == [expected]
        assert [issue.reason for issue in found.issues] == ([] if expected else [IMPOSSIBLE])


def test_a_conversation_that_cannot_have_begun_then_dates_nothing() -> None:
    message = {"author": {"role": "user"}, "content": {"content_type": "text", "parts": ["a"]}}
    found = chatgpt.flatten({"conversation_id": "c", "create_time": 0, "mapping": {"a": {"message": message}}})
    assert found.conversation.created_at is None
    assert (found.messages[0].created_at, found.messages[0].created_at_basis) == (None, "none")
