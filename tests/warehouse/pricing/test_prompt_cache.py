"""What requests share, against the slow way to find it: a walk to the root, for every request."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.transform.tree import number
from etl.warehouse.pricing.prefix_index import Node, Request
from etl.warehouse.pricing.prompt_cache import LONGEST, MINUTE, walk
from tests.work import lines

PRIMING, FRAME = 3, 4
REUSES = ("reuse_prompt_5m", "reuse_prompt_30m", "reuse_prompt_60m", "reuse_full_10m", "reuse_full_60m")
PATIENCE = st.sampled_from([0, 2, 32])
"""Without any every request is looked up in the index; with much of it these small trees never need it."""


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[Node], list[int]]:
    """The nodes of a random tree in tour order, and each one's parent. Time never runs backwards on a path."""
    size = draw(st.integers(1, 25))
    above = [-1] + [draw(st.integers(max(-1, place - 4), place - 1)) for place in range(1, size)]
    answers = [draw(st.booleans()) for _ in range(size)]
    gaps = [draw(st.sampled_from([0, 1, 3, 4, 6, 20, 50])) * MINUTE for _ in range(size)]
    tokens = [draw(st.integers(0, 3_000)) for _ in range(size)]
    names = [f"n{place}" for place in range(size)]
    tree = number(names, [None if one == -1 else names[one] for one in above], [0] * size, answers, None)
    times, inclusive = [0] * size, [0] * size
    for place in tree.order:
        parent = tree.parents[place]
        times[place] = gaps[place] + (0 if parent == -1 else times[parent])
        inclusive[place] = tokens[place] + FRAME + (0 if parent == -1 else inclusive[parent])
    slug = draw(st.sampled_from(["one", None]))
    nodes = []
    for place in tree.order:
        begins = tree.requests[place] == place
        step = 1 if begins else 2 if answers[place] else 0
        once = 0 if answers[place] else tokens[place]
        clock = (slug, times[place]) if begins else (None, None)
        tour = tree.tour_in[place], tree.tour_out[place]
        nodes.append(Node(*tour, inclusive[place], once, PRIMING, step, *clock))
    places = {place: index for index, place in enumerate(tree.order)}
    return nodes, [-1 if tree.parents[place] == -1 else places[tree.parents[place]] for place in tree.order]


def slow(nodes: list[Node], parents: list[int], found: list[Request], keep: int, mode: str) -> dict[int, int]:
    """Tokens of each request (by its first node) down to the deepest node touched at most ``keep`` ago."""
    touched: dict[int, int] = {}
    reuse: dict[int, int] = {}
    for request in sorted(found, key=lambda one: one.time or 0):
        time, place = request.time or 0, request.above
        while place != -1 and not (place in touched and time - touched[place] <= keep):
            place = parents[place]
        reuse[request.first] = 0 if place == -1 else nodes[place].inclusive
        place = request.above if mode == "prompt" else request.last
        while place != -1:
            touched[place] = time
            place = parents[place]
    return reuse


@given(trees(), PATIENCE)
def test_the_whole_of_prompt_and_answer_is_what_the_slow_way_finds(
    tree: tuple[list[Node], list[int]], patience: int
) -> None:
    nodes, parents = tree
    found = walk(nodes, patience)
    for minutes in (10, 60):
        expected = slow(nodes, parents, found, minutes * MINUTE, "full")
        for request in found:
            reuse = getattr(request, f"reuse_full_{minutes}m")
            is_repeated = any(one.above == request.above != -1 for one in found if one is not request)
            assert reuse == expected[request.first] or (is_repeated and reuse == expected[request.first] + PRIMING)


@given(trees(), PATIENCE)
def test_a_prompt_that_is_reused_whole_counts_with_what_opens_the_answer(
    tree: tuple[list[Node], list[int]], patience: int
) -> None:
    nodes, parents = tree
    found = walk(nodes, patience)
    for minutes in (5, 30, 60):
        expected = slow(nodes, parents, found, minutes * MINUTE, "prompt")
        for request in found:
            more = getattr(request, f"reuse_prompt_{minutes}m") - expected[request.first]
            assert more == 0 or (more == PRIMING and expected[request.first])


def compared(nodes: list[Node], parents: list[int]) -> list[Request]:
    """What walk() finds, by comparing every request with every earlier one, each by a walk to the root."""
    found = walk([node._replace(time=None) for node in nodes])
    for request in found:
        request.time = nodes[request.first].time
    line: list[Request] = []
    for request in sorted((one for one in found if one.time is not None), key=lambda one: one.time or 0):
        above = set(path(parents, request.above))
        for one in reversed(line if above else []):
            age = (request.time or 0) - (one.time or 0)
            deepest = next((place for place in path(parents, one.last) if place in above), -1)
            if one.model_slug != request.model_slug or age > LONGEST or deepest == -1:
                continue
            prompt = nodes[deepest].inclusive if one.above != -1 else 0
            if one.above != -1 and (one.above == request.above or one.first in above):
                prompt = nodes[one.above].inclusive + nodes[one.first].priming
            full = max(nodes[deepest].inclusive, prompt)
            for name in REUSES:
                if age <= int(name.split("_")[2][:-1]) * MINUTE:
                    setattr(request, name, max(getattr(request, name), prompt if "prompt" in name else full))
            if deepest == one.last:
                break
        line.append(request)
    return found


def path(parents: list[int], place: int) -> list[int]:
    found = []
    while place != -1:
        found.append(place)
        place = parents[place]
    return found


@given(trees(), PATIENCE, st.randoms(use_true_random=False))
def test_the_index_finds_what_comparing_all_finds_whatever_the_times(
    tree: tuple[list[Node], list[int]], patience: int, dice: Random
) -> None:
    nodes, parents = tree
    odd = [node if node.time is None else node._replace(time=dice.randrange(90) * MINUTE) for node in nodes]
    odd = [node if node.time is None else node._replace(priming=dice.choice([3, 20])) for node in odd]
    assert walk(odd, patience) == compared(odd, parents)


SHAPES: dict[str, Callable[[int], int]] = {
    "a chain": lambda place: place - 1,
    "a leaf at every second node": lambda place: place - 1 if place % 3 != 2 else place - 2,
    "a star": lambda place: 0,
    "two chains in turn": lambda place: max(place - 2, 0),
    "a tree of pairs": lambda place: (place - 1) // 2,
    "chains of ten": lambda place: place - 1 if place % 10 else 0,
}


@pytest.mark.parametrize(("gap", "answers"), [(0, 1), (1_000_000, 2)])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_work_follows_the_size_whatever_the_shape(shape: str, gap: int, answers: int) -> None:
    small, large = (tall(SHAPES[shape], size, gap, answers) for size in (500, 1_000))
    assert lines(lambda: walk(large)) < 2.5 * lines(lambda: walk(small))


def tall(above: Callable[[int], int], size: int, gap: int, answers: int) -> list[Node]:
    """A tree of which every so many nodes are answers, each later than the one before."""
    names = [f"n{place}" for place in range(size)]
    parents = [names[above(place)] if place else None for place in range(size)]
    is_answer = [place % answers == answers - 1 for place in range(size)]
    tree = number(names, parents, list(range(size)), is_answer, None)
    nodes = []
    for place in tree.order:
        begins = tree.requests[place] == place
        step = 1 if begins else 2 if is_answer[place] else 0
        clock = ("m", place * gap) if begins else (None, None)
        nodes.append(Node(tree.tour_in[place], tree.tour_out[place], 7 * tree.depths[place], 5, PRIMING, step, *clock))
    return nodes


@given(trees())
def test_a_longer_memory_never_finds_less(tree: tuple[list[Node], list[int]]) -> None:
    for one in walk(tree[0]):
        assert one.reuse_prompt_5m <= one.reuse_prompt_30m <= one.reuse_prompt_60m <= one.reuse_full_60m
        assert one.reuse_full_10m <= one.reuse_full_60m


@given(trees())
def test_every_text_that_was_sent_counts_once(tree: tuple[list[Node], list[int]]) -> None:
    nodes, parents = tree
    found = walk(nodes)
    sent: set[int] = set()
    for request in found:
        place = request.above
        while place != -1:
            sent.add(place)
            place = parents[place]
    assert sum(one.input_once for one in found) == sum(nodes[place].once for place in sent)


def test_models_do_not_share_a_cache() -> None:
    steps: list[Any] = [(0, 7, 10, 10, 3, 0, None, None), (1, 6, 20, 0, 3, 1, "one", 0)]
    steps += [(2, 5, 30, 10, 3, 0, None, None), (3, 4, 40, 0, 3, 1, "two", MINUTE)]
    assert [one.reuse_full_60m for one in walk([Node(*step) for step in steps])] == [0, 0]


def test_a_request_of_unknown_time_shares_nothing() -> None:
    steps: list[Any] = [(0, 7, 10, 10, 3, 0, None, None), (1, 6, 20, 0, 3, 1, "one", 0)]
    steps += [(2, 5, 30, 10, 3, 0, None, None), (3, 4, 40, 0, 3, 1, "one", None)]
    assert [(one.input_once, one.reuse_full_60m) for one in walk([Node(*step) for step in steps])] == [(10, 0), (10, 0)]
