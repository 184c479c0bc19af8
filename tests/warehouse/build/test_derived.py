"""What is derived for the conversations that a load touched is what all of them together would come to."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from etl.warehouse.build import derive
from etl.warehouse.build.renew import renew, rezone
from tests.warehouse.build.build_cases import Node, Talk, ask, content, load

DERIVED = ("split_answers", "requests", "model_names", "copies", "dim_date", "plan_months")
FOLLOWS = "update core.settings set value = 'older' where name in ('derived', 'priced')"
"""From then on all that is derived is out of date."""

MODELS = ("gpt-4o", "gpt-4", "o3")
ROLES = ("user", "assistant", "assistant", "assistant", "tool")
Step = Sequence[Talk] | str


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    """A version of one of few conversations; the roles and the tree of each node follow from its number."""
    name, account = draw(st.sampled_from("abc")), draw(st.sampled_from(("me", "you")))
    length, model = draw(st.integers(1, 8)), draw(st.sampled_from(MODELS))
    lacking = draw(st.sets(st.integers(1, 7), max_size=2))
    present = [place for place in range(length) if place not in lacking]
    nodes = [
        Node(
            f"{name}{place}",
            f"{name}{above}" if above is not None else None,
            ROLES[(place * 2 + (place > 4)) % len(ROLES)],
            minute=place * 400,
            model=model,
            usage=f"{name}{place}" if place % 3 == 2 else None,
        )
        for above, place in zip([None, *present], present, strict=False)
    ]
    return Talk(name, tuple(nodes), draw(st.integers(0, 4)), nodes[-1].name, account)


def told(roles: Sequence[str], updated: int) -> Talk:
    """A version whose messages follow each other."""
    names = [f"a{place}" for place in range(len(roles))]
    above = [None, *names]
    nodes = [
        Node(name, parent, role, model=MODELS[updated]) for name, parent, role in zip(names, above, roles, strict=False)
    ]
    return Talk("a", tuple(nodes), updated, names[-1])


def billed(account: str, usage: str | None, updated: int = 1) -> Talk:
    """A conversation of two messages, the answer of which an API may have reported; two accounts may have it."""
    nodes = (Node("b0", None, "user"), Node("b1", "b0", "assistant", model=MODELS[updated], usage=usage))
    return Talk("b", nodes, updated, "b1", account)


SPLIT = ["user", "assistant", "assistant"]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "chats.duckdb"
    load(path, [])
    return path


@example([[told(SPLIT, 0)], [told([*SPLIT, "assistant"], 1)]])
@example([[told(SPLIT, 1)], [told(SPLIT[:2], 2)], "Asia/Tokyo", [told(SPLIT, 0)]])
@example([[billed("me", "u")], [billed("you", "u")], [told(SPLIT, 1)], [billed("me", None, 2)]])
@settings(max_examples=2, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(talks(), max_size=5) | st.sampled_from(["Asia/Tokyo"]), min_size=2, max_size=3))
def test_what_loads_derive_one_after_the_other_is_what_all_comes_to(empty: Path, steps: Sequence[Step]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(shutil.copyfile(empty, Path(folder) / "chats.duckdb"))
        for step in steps:
            if isinstance(step, str):
                rezone(path, step)
            else:
                load(path, step)
        found = {table: content(path, table) for table in DERIVED}
        assert found == _anew(path)


def test_the_size_of_a_portion_changes_nothing(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(shutil.copyfile(empty, tmp_path / "chats.duckdb"))
    load(path, [Talk(f"t{turn}", told(SPLIT, 1).nodes, 1, "a2") for turn in range(5)])
    found = {table: content(path, table) for table in DERIVED}
    monkeypatch.setattr(derive, "PORTION", 3)
    assert _anew(path) == found
    assert ask(path, "select count(*) from core.split_answers") == [(5,)]


def _anew(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The derived tables, all made anew."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(FOLLOWS)
    renew(path)
    return {table: content(path, table) for table in DERIVED}
