"""Ids that are made up, and nodes that became no row."""

from etl.transform.providers.placement import standing, unused
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
