"""Whatever is loaded: the sums of every view of dollars are those of the requests, with what has no price beside."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.reporting.reports.run import run
from tests.bench.load import export_of
from tests.conftest import held, looking
from tests.warehouse.pricing.cost_exports import ask, at, capitals, conversation, loaded, node, words

MEASURES = (
    *("requests", "requests_unpriced", "tokens_unpriced", "input_once", "input_visible", "output_visible"),
    *("reasoning_shown", "cached_default", "usd_text_once", "usd_visible_nocache", "usd_cache_strict"),
    *("usd_cache_default", "usd_cache_best", "usd_active_path", "usd_reasoning_shown", "usd_images_low"),
    *("usd_images_high", "usd_low", "usd_mid", "usd_high"),
)
VIEWS = (
    *("conversation_costs", "daily_costs", "monthly_costs", "model_costs", "project_costs", "category_costs"),
    "cost_audit",
)
OWN = {
    "requests": "count(*)",
    "requests_unpriced": "count(*) filter (is_unpriced)",
    "tokens_unpriced": "coalesce(sum(input_visible + output_visible) filter (is_unpriced), 0)",
}
SLUGS = ("gpt-4o", "gpt-4", "o3", "gpt-5-6-thinking", "claude-sonnet-4-5", "gpt-nobody", None)
STRANGE = "gpt-7"


def check_sums(database: Path) -> None:
    """The sums of each view, and those of the requests, have the same digits."""
    own, sums = (", ".join(of.get(one, f"sum({one})") for one in MEASURES) for of in (OWN, {}))
    with looking(database) as look:
        whole = look(f"select {own} from v1.request_costs")
        if whole[0][0] == 0:
            whole = [(None,) * len(MEASURES)]
        for view in VIEWS:
            assert look(f"select {sums} from v1.{view}") == whole, view


def test_the_demo_export_adds_up(demo_database: Path) -> None:
    check_sums(demo_database)


@pytest.mark.slow
def test_fifty_megabytes_add_up(tmp_path: Path) -> None:
    database = tmp_path / "chats.duckdb"
    load([export_of(50, 1)], Options(database, zone="Europe/Zurich"), lambda *_: None)
    check_sums(database)
    assert ask(database, "select count(*) > 9_000 from v1.request_costs") == [(True,)]


@st.composite
def chats(draw: st.DrawFn) -> dict[str, Any]:
    """A conversation whose tree, roles, models, times and lengths are random."""
    start, nodes = at("2023-01-01T00:00", draw(st.integers(0, 120_000_000))), []
    for place in range(draw(st.integers(1, 12))):
        above = "r" if place == 0 else f"n{draw(st.integers(max(0, place - 4), place - 1))}"
        role = draw(st.sampled_from(["user", "assistant", "assistant", "tool", "system"]))
        time = draw(st.none() | st.integers(0, 5_000).map(lambda seconds: start + seconds))
        slug = {"model_slug": draw(st.sampled_from(SLUGS))} if role == "assistant" else {}
        nodes.append(node(f"n{place}", above, role, words(draw(st.sampled_from([0, 1, 7, 900, 1_500]))), time, **slug))
    return conversation(f"chat {draw(st.integers())}", nodes, "n0", draw(st.sampled_from([start, None])))


@settings(deadline=None, max_examples=3, suppress_health_check=list(HealthCheck))
@given(st.lists(chats(), min_size=20, max_size=30, unique_by=lambda chat: chat["id"]))
def test_random_trees_add_up(found: list[dict[str, Any]]) -> None:
    with TemporaryDirectory() as folder:
        database = loaded(Path(folder), *found)
        check_sums(database)
        broken = "select count(*) from v1.request_costs where usd_low > usd_mid or usd_mid > usd_high or input_once < 0"
        assert ask(database, broken) == [(0,)]
        cached = "select count(*) from v1.request_costs where cached_best + written_best > input_capped"
        assert ask(database, cached) == [(0,)]


@pytest.fixture(scope="module")
def half_known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database of two chats, one of them with a model that nobody knows."""
    chats = capitals("a", STRANGE, "2024-11-20"), capitals("b", "gpt-4o", "2024-11-20")
    with held(loaded(tmp_path_factory.mktemp("strange"), *chats)) as database:
        yield database


@pytest.mark.parametrize("by", [None, "model", "month", "conversation", "project"])
def test_a_name_nobody_knows_stands_beside_every_total(half_known: Path, by: str | None) -> None:
    answer = run(half_known, "costs", by=by)
    assert answer.notes[0] == f"not priced: 3 requests, 101 tokens: {STRANGE} (3)"


def test_a_name_nobody_knows_has_its_row_and_its_remedy(half_known: Path) -> None:
    (row,) = run(half_known, "unpriced").rows
    assert row[:3] == (STRANGE, 3, 101)
    assert row[-1] == f"etl prices map {STRANGE} MODEL"
