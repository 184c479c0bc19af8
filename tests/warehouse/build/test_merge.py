"""Several versions of a conversation become one, whatever the order they come in, and nothing is lost."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from secrets import randbits
from tempfile import TemporaryDirectory

import pytest

from etl.warehouse.build.plan import Plan
from tests.warehouse.build.build_cases import Node, Talk, ask, chain, content, load

TABLES = ("conversations", "messages", "code_blocks", "older_versions")
SLIM = ("user", "assistant")
SUMMARY = (
    "select node_id, parent_id, tokens, is_retained, is_current, depth, context_tokens "
    "from core.messages order by node_id"
)


def history(name: str, dice: Random) -> list[Talk]:
    """Versions of one conversation that grows; slim ones lack tools, and some have lost their newest leaf."""
    tree: list[Node] = []
    for place in range(dice.randint(2, 9)):
        above = tree[dice.randint(max(0, place - 3), place - 1)].name if place else None
        role = dice.choice(("user", "assistant", "tool", "tool")) if place else "user"
        tree.append(Node(f"{name}{place}", above, role, 1, place))
    kinds = {(dice.randint(1, len(tree)), dice.random() < 0.5, dice.random() < 0.3) for _ in range(4)}
    versions = [_version(name, tree, *kind) for kind in sorted(kinds)]
    dated = [replace(version, exported=hour) for hour, version in enumerate(dice.sample(versions, len(versions)))]
    return dice.sample(dated, len(dated))


def _version(name: str, tree: Sequence[Node], length: int, slim: bool, pruned: bool) -> Talk:
    """The conversation at one time; the nodes' tokens tell the version apart."""
    at_hand = {node.name: node for node in tree[:length]}
    kept = [node for node in at_hand.values() if not slim or node.role in SLIM]
    if pruned and len(kept) > 1:
        kept.pop()
    present = {node.name for node in kept}

    def above(node: Node) -> str | None:
        parent = node.parent
        while parent is not None and parent not in present:
            parent = at_hand[parent].parent
        return parent

    tokens = length * 4 + slim * 2 + pruned
    nodes = tuple(replace(node, parent=above(node), tokens=tokens) for node in kept)
    return Talk(name, nodes, length, kept[-1].name)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without conversations: a copy of it saves making the views each time."""
    path = tmp_path_factory.mktemp("empty") / "chats.duckdb"
    load(path, [])
    return path


def test_the_order_of_loads_makes_no_difference(empty: Path) -> None:
    seed = randbits(32)
    stories, loads = _told(seed)
    found = [_after(empty, order) for order in (loads, loads[::-1], [_at_once(loads, seed)])]
    assert found[1:] == found[:1] * 2, f"seed {seed}"
    assert found[0]["summary"] == sorted(row for story in stories for row in _obvious(story)), f"seed {seed}"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_no_order_of_loads_makes_a_difference(empty: Path, seed: int) -> None:
    stories, loads = _told(seed)
    found = _after(empty, Random(seed).sample(loads, len(loads)))
    assert found == _after(empty, [_at_once(loads, seed)])
    assert found["summary"] == sorted(row for story in stories for row in _obvious(story))


def _told(seed: int) -> tuple[list[list[Talk]], list[list[Talk]]]:
    """Stories, and the loads that tell a version of each at a time."""
    dice = Random(seed)
    stories = [history(f"{chr(97 + number // 26)}{chr(97 + number % 26)}", dice) for number in range(60)]
    return stories, [[story[turn] for story in stories if turn < len(story)] for turn in range(4)]


def _at_once(loads: Sequence[Sequence[Talk]], seed: int) -> list[Talk]:
    return [talk for some in Random(seed).sample(loads, len(loads)) for talk in some]


def _after(empty: Path, loads: Sequence[Sequence[Talk]]) -> dict[str, list[tuple[object, ...]]]:
    """What a database holds after some loads."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "chats.duckdb"
        shutil.copyfile(empty, path)
        for talks in loads:
            load(path, talks)
        return {"summary": ask(path, SUMMARY), **{table: content(path, table) for table in TABLES}}


def _obvious(story: Sequence[Talk]) -> list[tuple[object, ...]]:
    """The merged conversation, by the slow and plain way: of several parents the deepest is the true one."""
    ranked = sorted(story, key=lambda talk: (talk.updated, talk.exported))
    best = ranked[-1]
    rows = {node.name: node for talk in ranked for node in talk.nodes}
    claims = {name: {node.parent for talk in story for node in talk.nodes if node.name == name} for name in rows}
    parents = {
        name: max(claimed, key=lambda parent: int(parent[2:]) if parent else -1) for name, claimed in claims.items()
    }

    def path(name: str | None) -> list[str]:
        return [] if name is None else [*path(parents[name]), name]

    return [
        (
            name,
            parents[name],
            node.tokens,
            name not in {kept.name for kept in best.nodes},
            name in path(best.current),
            len(path(name)) - 1,
            sum(rows[above].tokens for above in path(parents[name])),
        )
        for name, node in rows.items()
    ]


def test_a_slim_export_does_not_take_the_tools_away(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    full = (Node("A", None), Node("B", "A", "tool"), Node("C", "B", "assistant"))
    slim = (Node("A", None), Node("C", "A", "assistant"), Node("D", "C"))
    load(path, [Talk("talk", full, 1, "C")])
    outcome = load(path, [Talk("talk", slim, 2, "D")])
    assert (outcome.changed, outcome.retained) == (1, 1)
    query = "select node_id, parent_id, depth, is_current, is_retained, context_messages from core.messages"
    assert ask(path, query + " order by node_id") == [
        ("A", None, 0, True, False, 0),
        ("B", "A", 1, True, True, 1),
        ("C", "B", 2, True, False, 2),
        ("D", "C", 3, True, False, 3),
    ]


def test_an_older_export_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    old, new = replace(chain("a", 3, 1), exported=1), replace(chain("a", 5, 2), exported=2)
    load(path, [new])
    before = content(path, "messages")
    assert (load(path, [old]).older, content(path, "messages")) == (1, before)
    assert ask(path, "select last_load_id, first_load_id from core.conversations") == [(1, 1)]


def test_of_equal_versions_the_later_export_holds_and_without_dates_the_later_load(tmp_path: Path) -> None:
    one, other = chain("a", 3, 1), replace(chain("a", 3, 1), current="a-1")
    for dates, order, holds in (((1, 2), (1, 0), "a-1"), ((None, None), (1, 0), "a-2"), ((None, None), (0, 1), "a-1")):
        path = tmp_path / f"{dates}{order}.duckdb"
        talks = [replace(talk, exported=hour) for talk, hour in zip((one, other), dates, strict=True)]
        for place in order:
            load(path, [talks[place]])
        assert ask(path, "select current_node_id from core.conversations") == [(holds,)]


def test_an_older_export_read_by_new_rules_does_not_take_the_place_of_a_newer_one(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    old = replace(chain("a", 3, 1), exported=1)
    new = replace(old, current="a-1", exported=2)
    for talk, rules in ((old, "1"), (new, "1"), (old, "2")):
        load(path, [talk], Plan(rules=rules))
    assert ask(path, "select current_node_id from core.conversations") == [("a-1",)]
    assert load(path, [new], Plan(rules="2")).changed == 1


def test_what_was_true_before_may_be_true_again(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    one, other = chain("a", 3, 1), replace(chain("a", 3, 1), current="a-1")
    for hour, talk in enumerate((one, other, one)):
        load(path, [replace(talk, exported=hour)])
    assert ask(path, "select current_node_id from core.conversations") == [("a-2",)]
    load(path, [replace(other, exported=1)])
    assert ask(path, "select current_node_id from core.conversations") == [("a-2",)]


def test_two_exports_of_one_load_may_share_a_conversation(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    outcome = load(path, [chain("a", 3), chain("b", 2), chain("a", 3), chain("a", 5)])
    assert (outcome.new, outcome.changed, outcome.unchanged, outcome.older) == (2, 0, 0, 2)
    assert ask(path, "select count(*), count(distinct node_id) from core.messages") == [(7, 7)]


def test_accounts_do_not_share_conversations(one: Path) -> None:
    load(one, [replace(chain("a", 4), account="you")])
    query = "select account_id, count(*) from core.messages group by all order by all"
    assert ask(one, query) == [("me", 3), ("you", 4)]


def test_a_conversation_that_a_newer_export_lacks_stays(two: Path) -> None:
    kept = [row for row in content(two, "messages") if "b" in row]
    load(two, [chain("a", 4)])
    assert [row for row in content(two, "messages") if "b" in row] == kept != []
