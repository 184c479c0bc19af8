"""Numbering a tree: any forest, cycles and gaps included, against a slow obvious reference."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.transform import tree


@dataclass
class Forest:
    """Nodes named n0, n1, …; a parent may be missing or part of a cycle."""

    parents: list[str | None]
    times: list[int | None]
    is_assistant: list[bool]
    current: str | None
    ids: list[str] = field(default_factory=list)


@st.composite
def forests(draw: st.DrawFn) -> Forest:
    size = draw(st.integers(0, 12))
    ids = [f"n{place}" for place in range(size)]
    named = st.sampled_from([*ids, "gone", "lost"])
    any_parents = st.lists(st.none() | named, min_size=size, max_size=size)
    chain = st.just([None, *ids[:-1]][:size])
    return Forest(
        parents=draw(any_parents | chain),
        times=draw(st.lists(st.none() | st.integers(-2, 3), min_size=size, max_size=size)),
        is_assistant=draw(st.lists(st.booleans(), min_size=size, max_size=size)),
        current=draw(st.none() | named),
        ids=ids,
    )


class Reference:
    """Everything by its definition: recursive, quadratic, plain."""

    def __init__(self, forest: Forest) -> None:
        self.forest = forest
        places = range(len(forest.ids))
        raw = [forest.ids.index(name) if name in forest.ids else -1 for name in forest.parents]
        cycles = [self._cycle(raw, place) for place in places]
        self.broken = [place for place in places if cycles[place] and place == min(cycles[place])]
        self.parents = [-1 if place in self.broken else raw[place] for place in places]
        self.order: list[int] = []
        self.tour_in: dict[int, int] = {}
        self.tour_out: dict[int, int] = {}
        self.steps = 0
        for root in self.children(-1):
            self._enter(root)

    def _cycle(self, parents: list[int], start: int) -> set[int]:
        seen, place = set(), start
        while place != -1 and place not in seen:
            seen.add(place)
            place = parents[place]
        return seen if place == start else set()

    def _by_time(self, place: int) -> tuple[int, int]:
        return (self.forest.times[place] or 0, place)

    def children(self, parent: int) -> list[int]:
        found = [place for place, above in enumerate(self.parents) if above == parent]
        return sorted(found, key=self._by_time)

    def _enter(self, place: int) -> None:
        self.order.append(place)
        self.tour_in[place] = self.steps
        self.steps += 1
        for child in self.children(place):
            self._enter(child)
        self.tour_out[place] = self.steps
        self.steps += 1

    def path(self, place: int) -> list[int]:
        return [] if place == -1 else [place, *self.path(self.parents[place])]

    def current(self) -> int:
        if self.forest.current in self.forest.ids:
            return self.forest.ids.index(self.forest.current)
        leaves = [place for place in self.order if not self.children(place)]
        return max(leaves, key=self._by_time, default=-1)

    def siblings(self, place: int) -> list[int]:
        name = self.forest.parents[place]
        if name is None or place in self.broken:
            return [place]
        alike = [other for other in self.order if self.forest.parents[other] == name and other not in self.broken]
        return sorted(alike, key=self._by_time)

    def branches(self) -> dict[int, int]:
        found = dict.fromkeys(self.path(self.current()), 0)
        leaves = [place for place in self.order if not self.children(place)]
        fresh = [leaf for leaf in leaves if leaf not in found]
        for number, leaf in enumerate(fresh, 1):
            for place in self.path(leaf):
                found.setdefault(place, number)
        return found

    def request(self, place: int) -> int:
        if not self.forest.is_assistant[place]:
            return -1
        above = self.parents[place]
        goes_on = above != -1 and self.forest.is_assistant[above] and self.children(above)[0] == place
        return self.request(above) if goes_on else place


@settings(deadline=None)
@given(forests())
def test_every_number_is_the_reference_s(forest: Forest) -> None:
    found = tree.number(forest.ids, forest.parents, forest.times, forest.is_assistant, forest.current)
    slow = Reference(forest)
    places = range(len(forest.ids))
    shown = slow.path(slow.current())
    branches = slow.branches()
    assert (found.parents, found.broken, found.order) == (slow.parents, slow.broken, slow.order)
    assert found.tour_in == [slow.tour_in[place] for place in places]
    assert found.tour_out == [slow.tour_out[place] for place in places]
    assert found.depths == [len(slow.path(place)) - 1 for place in places]
    assert found.siblings == [len(slow.siblings(place)) for place in places]
    assert found.sibling_indexes == [slow.siblings(place).index(place) for place in places]
    assert (found.current, found.is_current) == (slow.current(), [place in shown for place in places])
    assert found.branches == [branches[place] for place in places]
    assert found.requests == [slow.request(place) for place in places]
