"""Number any tree of nodes, from ids, parents and times alone. Knows no provider; never recurses."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tree:
    """What follows from the shape of a conversation; every list runs parallel to the nodes as given.

    ``parents`` holds the place of the parent, or -1 on a root. ``tour_in`` and ``tour_out`` number the
    entering and the leaving of each node on one walk around the whole forest (an Euler tour), so that the
    nodes below a node are those whose tour_in lies between its two numbers. ``branches`` is 0 on the shown
    path; each further leaf's branch has the next number in tour order, and begins where it leaves the branch
    above. ``requests`` is the place of the first node of the run of assistant nodes that one billed answer
    consists of (each the first child of the one before), or -1 on other nodes. ``order`` lists
    all places in tour order. ``broken`` lists the nodes cut off from their parent, being first in a cycle.
    """

    parents: list[int]
    depths: list[int]
    sibling_indexes: list[int]
    siblings: list[int]
    branches: list[int]
    tour_in: list[int]
    tour_out: list[int]
    requests: list[int]
    is_current: list[bool]
    order: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    current: int = -1
    current_basis: str = "none"


def number(
    ids: Sequence[str],
    parent_ids: Sequence[str | None],
    times: Sequence[int | None],
    is_assistant: Sequence[bool],
    current_id: str | None,
) -> Tree:
    """Number a forest of n nodes in O(n log n) at worst, O(n) where few nodes have several children.

    ``ids`` are distinct. Siblings are ordered by (time or 0, place). A node whose parent is not among the ids
    is a root (but keeps those who name the same parent as siblings). A cycle is broken at its first node.
    Without a current node that exists, the newest leaf is taken, by (time or 0, place); ``current_basis``
    says 'export', 'newest_leaf', or 'none' where there are no nodes.
    """
    places = {node_id: place for place, node_id in enumerate(ids)}
    parents = [-1 if name is None else places.get(name, -1) for name in parent_ids]
    current = -1 if current_id is None else places.get(current_id, -1)
    if parents and parents == list(range(-1, len(parents) - 1)):
        return _chain(parents, is_assistant, current)
    broken = _break_cycles(parents)
    families = _families(parents, times)
    tree = _blank(parents, len(ids))
    tree.broken = broken
    shared = [family for parent, family in families.items() if parent != -1 and len(family) > 1]
    _number_siblings(tree, shared + _orphans(families.get(-1, []), parent_ids, broken))
    _choose_current(tree, current, families, times)
    _walk(tree, families, is_assistant)
    return tree


def _blank(parents: list[int], size: int) -> Tree:
    zeros = [0] * size
    return Tree(
        parents=parents,
        depths=zeros.copy(),
        sibling_indexes=zeros.copy(),
        siblings=[1] * size,
        branches=zeros.copy(),
        tour_in=zeros.copy(),
        tour_out=zeros,
        requests=[-1] * size,
        is_current=[False] * size,
    )


def _chain(parents: list[int], is_assistant: Sequence[bool], current: int) -> Tree:
    """Three conversations of four: every node is the only child of the one before it."""
    size = len(parents)
    tree = _blank(parents, size)
    tree.current_basis = "newest_leaf" if current == -1 else "export"
    tree.current = size - 1 if current == -1 else current
    below = size - 1 - tree.current
    tree.is_current = [True] * (size - below) + [False] * below
    tree.branches = [0] * (size - below) + [1] * below
    tree.depths, tree.tour_in, tree.order = list(range(size)), list(range(size)), list(range(size))
    tree.tour_out = list(range(2 * size - 1, size - 1, -1))
    first = -1
    for place, is_answer in enumerate(is_assistant):
        first = -1 if not is_answer else place if first == -1 else first
        tree.requests[place] = first
    return tree


def _break_cycles(parents: list[int]) -> list[int]:
    """Make a root of the first node of each cycle; where parents all stand before children there is none."""
    if all(parent < place for place, parent in enumerate(parents)):
        return []
    broken = []
    walked_by = [-1] * len(parents)
    for start in range(len(parents)):
        place = start
        while place != -1 and walked_by[place] == -1:
            walked_by[place] = start
            place = parents[place]
        if place != -1 and walked_by[place] == start:
            first = _first_of_cycle(parents, place)
            parents[first] = -1
            broken.append(first)
    return sorted(broken)


def _first_of_cycle(parents: list[int], place: int) -> int:
    first, other = place, parents[place]
    while other != place:
        first, other = min(first, other), parents[other]
    return first


def _families(parents: list[int], times: Sequence[int | None]) -> dict[int, list[int]]:
    """The children of each place in their order, the roots under -1."""
    families: dict[int, list[int]] = {}
    for place, parent in enumerate(parents):
        if parent in families:
            families[parent].append(place)
        else:
            families[parent] = [place]
    for family in families.values():
        if len(family) > 1:
            family.sort(key=lambda place: times[place] or 0)
    return families


def _orphans(roots: list[int], parent_ids: Sequence[str | None], broken: list[int]) -> list[list[int]]:
    """Roots that name the same missing parent, together."""
    orphans: dict[str, list[int]] = {}
    whole = set(broken)
    for place in roots:
        name = parent_ids[place]
        if name is not None and place not in whole:
            orphans.setdefault(name, []).append(place)
    return list(orphans.values())


def _number_siblings(tree: Tree, families: list[list[int]]) -> None:
    for family in families:
        for index, place in enumerate(family):
            tree.sibling_indexes[place] = index
            tree.siblings[place] = len(family)


def _choose_current(tree: Tree, current: int, families: dict[int, list[int]], times: Sequence[int | None]) -> None:
    """Mark the shown path: from the current node, or the newest leaf, up to its root."""
    tree.current_basis = "export"
    if current == -1:
        leaves = (place for place in range(len(tree.parents)) if place not in families)
        current = max(leaves, key=lambda place: (times[place] or 0, place), default=-1)
        tree.current_basis = "none" if current == -1 else "newest_leaf"
    tree.current = current
    while current != -1:
        tree.is_current[current] = True
        current = tree.parents[current]


def _walk(tree: Tree, families: dict[int, list[int]], is_assistant: Sequence[bool]) -> None:
    """Visit every node in tour order: a place on the stack is entered, its complement (~place) is left."""
    parents, is_current, indexes = tree.parents, tree.is_current, tree.sibling_indexes
    depths, branches, requests = tree.depths, tree.branches, tree.requests
    stack = families.get(-1, [])[::-1]
    step = branch = 0
    while stack:
        place = stack.pop()
        if place < 0:
            tree.tour_out[~place] = step
            step += 1
            continue
        tree.tour_in[place] = step
        step += 1
        tree.order.append(place)
        parent = parents[place]
        is_first = parent != -1 and indexes[place] == 0
        if parent != -1:
            depths[place] = depths[parent] + 1
        if not is_current[place]:
            if is_first and not is_current[parent]:
                branches[place] = branches[parent]
            else:
                branch += 1
                branches[place] = branch
        if is_assistant[place]:
            goes_on = is_first and is_assistant[parent]
            requests[place] = requests[parent] if goes_on else place
        stack.append(~place)
        if place in families:
            stack += families[place][::-1]
