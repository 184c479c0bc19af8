"""Numbering a tree: worked examples."""

from etl.transform import tree


def test_the_worked_example_of_the_cost_model_is_numbered_as_by_hand() -> None:
    ids = ["r", "m1", "m2", "m3", "m4", "m5", "m6"]
    parents = [None, "r", "m1", "m2", "m3", "m2", "m5"]
    answers = [False, False, True, False, True, False, True]
    found = tree.number(ids, parents, [None, 1, 2, 3, 4, 5, 6], answers, "m6")
    assert list(zip(found.tour_in, found.tour_out, strict=True)) == [
        (0, 13),
        (1, 12),
        (2, 11),
        (3, 6),
        (4, 5),
        (7, 10),
        (8, 9),
    ]
    assert found.depths == [0, 1, 2, 3, 4, 3, 4]
    assert found.is_current == [True, True, True, False, False, True, True]
    assert found.branches == [0, 0, 0, 1, 1, 0, 0]
    assert (found.sibling_indexes, found.siblings) == ([0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 2, 1, 2, 1])
    assert found.requests == [-1, -1, 2, -1, 4, -1, 6]


def test_a_chain_of_100000_nodes_in_any_order_is_numbered() -> None:
    size = 100_000
    ids = [str(place) for place in range(size)]
    parents = [*ids[1:], None]
    found = tree.number(ids, parents, [None] * size, [True] * size, "0")
    assert found.depths[0] == size - 1
    assert found.tour_out[-1] == 2 * size - 1
    assert set(found.requests) == {size - 1}
    assert all(found.is_current)


def test_a_cycle_is_broken_at_its_first_node() -> None:
    found = tree.number(["tail", "b", "a"], ["a", "a", "b"], [None] * 3, [False] * 3, None)
    assert found.parents == [2, -1, 1]
    assert found.broken == [1]
    assert found.depths == [2, 0, 1]


def test_a_node_that_is_its_own_parent_becomes_a_root() -> None:
    found = tree.number(["a", "b"], ["a", "a"], [None] * 2, [False] * 2, "b")
    assert (found.parents, found.broken) == ([-1, 0], [0])


def test_a_missing_parent_makes_roots_that_are_siblings() -> None:
    found = tree.number(["a", "b", "c"], ["gone", "gone", None], [5, 3, 1], [False] * 3, "a")
    assert found.parents == [-1, -1, -1]
    assert (found.siblings, found.sibling_indexes) == ([2, 2, 1], [1, 0, 0])
    assert found.order == [2, 1, 0]


def test_without_a_current_node_the_newest_leaf_is_taken() -> None:
    ids, parents = ["r", "old", "new", "dateless"], [None, "r", "r", "r"]
    found = tree.number(ids, parents, [9, 1, 2, None], [False] * 4, "no such node")
    assert (found.current, found.current_basis) == (2, "newest_leaf")


def test_no_nodes_at_all_are_numbered_too() -> None:
    found = tree.number([], [], [], [], "x")
    assert (found.current, found.current_basis, found.order) == (-1, "none", [])


def test_a_current_node_that_is_no_leaf_leaves_what_follows_to_another_branch() -> None:
    found = tree.number(["r", "a", "b"], [None, "r", "a"], [1, 2, 3], [False] * 3, "a")
    assert (found.current_basis, found.branches) == ("export", [0, 0, 1])
