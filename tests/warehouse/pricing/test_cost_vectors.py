"""Costs worked out by hand, from an export file through the loader to the views."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import held
from tests.warehouse.pricing.cost_exports import (
    Row,
    ask,
    at,
    capitals,
    chain,
    conversation,
    costs_of,
    loaded,
    node,
    words,
)

Costs = Callable[[str, str], list[Row]]

SUMS = "select sum(input_visible), sum(output_visible), sum(usd_visible_nocache) from costs"

TREES = (
    ("gpt-4o", "2024-09-15", "0.000715"),
    ("gpt-4o", "2024-11-20", "0.00041"),
    ("text-davinci-002-render-sha", "2023-03-15", "0.000202"),
    ("gpt-4", "2023-08-01", "0.00366"),
    ("gpt-4", "2024-01-15", "0.00143"),
)
STEPS = (
    *((1023, 0), (1024, 1024), (1151, 1024), (1152, 1152), (2006, 1920)),
    *((14045, 13952), (14651, 14592), (14665, 14592), (15271, 15232)),
)


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Costs]:
    """Ask for the costs of one conversation's requests, of many that were loaded together."""
    chats = [
        *(capitals(f"{slug} {day}", slug, day) for slug, day, _ in TREES),
        capitals("backdated", "text-davinci-002-render", "2022-12-20"),
        capitals("ambiguous", "gpt-6", "2026-10-15"),
        chain("T3", "gpt-4o", "2024-11-20T12:00", TURNS),
        chain("T3c", "gpt-5-6-thinking", "2026-09-20T12:00", TURNS),
        tree("T4"),
        *(chain(f"T5 {tokens}", "gpt-4o", "2024-11-20T12:00", short(tokens)) for tokens, _ in STEPS),
        long_question(),
        cut_question(),
    ]
    with held(loaded(tmp_path_factory.mktemp("vectors"), *chats)) as database:
        yield partial(costs_of, database)


@pytest.mark.parametrize(("slug", "day", "usd"), TREES)
def test_T1_a_tree_of_six_messages(costs: Costs, slug: str, day: str, usd: str) -> None:
    name = f"{slug} {day}"
    requests = costs(name, "select node_id, input_visible, output_visible from costs order by node_id")
    assert requests == [("m2", 14, 7), ("m4", 33, 7), ("m6", 33, 7)]
    assert costs(name, SUMS) == [(80, 21, Decimal(usd))]
    assert costs(name, "select sum(input_visible), sum(output_visible) from costs where is_current") == [(47, 14)]
    assert costs(name, "select sum(input_once), sum(output_visible) from costs") == [(15, 21)]


def test_T1b_before_the_first_price_the_first_price_holds(costs: Costs) -> None:
    prices = "select distinct price_status, api_model, usd_mtok_input, usd_mtok_output from costs"
    assert costs("backdated", prices) == [("backdated", "gpt-3.5-turbo", Decimal(2), Decimal(2))]


def test_T1c_a_model_nobody_knows_costs_nothing_known(tmp_path: Path) -> None:
    database = loaded(tmp_path, capitals("c", "gpt-7", "2024-09-15"))
    assert ask(database, "select distinct price_status, usd_visible_nocache from v1.request_costs") == [
        ("unmapped", None)
    ]
    audit = "select requests, requests_unpriced, tokens_unpriced, usd_visible_nocache from v1.cost_audit"
    assert ask(database, audit) == [(3, 3, 101, None)]
    assert ask(database, "select model, requests, tokens from v1.unpriced_models") == [("gpt-7", 3, 101)]


def test_T1d_one_of_two_models(costs: Costs) -> None:
    found = costs(
        "ambiguous",
        "select price_status, api_model, alt_api_model, sum(usd_visible_nocache), sum(usd_alt_visible_nocache) "
        "from costs group by all",
    )
    assert found == [("ambiguous", "gpt-6-sol", "gpt-6-astra", Decimal("0.00037"), Decimal("0.00185"))]


def powers(name: str = "powers") -> dict[str, Any]:
    """T2: thoughts, a call of a tool, its answer, a regeneration after the price fell, a model of unknown name."""
    early, late = at("2025-06-09T23:00"), at("2025-06-10T12:00")
    thoughts = {"content_type": "thoughts", "thoughts": [{"summary": "", "content": words(12)}]}
    code = {"content_type": "code", "language": "python", "text": "print(2**10)"}
    output = {"content_type": "execution_output", "text": "1024"}
    nodes = [
        node("n2", "r", "user", "Run 2**10 in Python.", early),
        node("n3", "n2", "assistant", thoughts, early, model_slug="o3"),
        node("n4", "n3", "assistant", code, early, model_slug="o3"),
        node("n5", "n4", "tool", output, early),
        node("n6", "n5", "assistant", "2**10 is 1024.", early, model_slug="o3"),
        node("n7", "n2", "assistant", "Two to the tenth power is 1024.", late, model_slug="o3"),
        node("n8", "n7", "user", "And of Spain?", late),
        node("n9", "n8", "assistant", "The capital of Spain is Madrid.", late, model_slug="i-mini"),
    ]
    return conversation(name, nodes, "n9", early)


def test_T2_thoughts_tools_regenerations_and_a_fallen_price(tmp_path: Path) -> None:
    database = loaded(tmp_path, powers())
    found = ask(
        database,
        "select node_id, input_visible, output_visible, usd_visible_nocache from v1.request_costs order by node_id",
    )
    assert found == [
        ("n3", 15, 6, Decimal("0.00039")),
        ("n6", 31, 8, Decimal("0.00063")),
        ("n7", 15, 10, Decimal("0.00011")),
        ("n9", 37, 7, None),
    ]
    assert costs_of(database, "powers", SUMS) == [(98, 31, Decimal("0.00113"))]
    assert ask(database, "select requests_unpriced, tokens_unpriced from v1.cost_audit") == [(1, 44)]
    assert ask(database, "select sum(reasoning_shown) from v1.request_costs") == [(12,)]


TURNS = ((0, 2993, 500), (2, 92, 400), (20, 42, 300), (21, 42, 200))
"""Inputs of 3000, 3600, 4050 and 4400 tokens."""

CACHE = (
    "select list(cached_{0} order by created_at), list(written_{0} order by created_at), sum(usd_cache_{0}), "
    "sum(usd_visible_nocache) from costs"
)


@pytest.mark.parametrize(
    ("policy", "cached", "usd"),
    [
        ("strict", [0, 2944, 0, 3968], "0.042985"),
        ("default", [0, 3328, 0, 4096], "0.042345"),
        ("best", [0, 3456, 3968, 4224], "0.037065"),
    ],
)
def test_T3_the_automatic_cache(costs: Costs, policy: str, cached: list[int], usd: str) -> None:
    inputs = costs("T3", "select list(input_visible order by created_at) from costs")
    assert inputs == [([3000, 3600, 4050, 4400],)]
    assert costs("T3", CACHE.format(policy)) == [(cached, [0] * 4, Decimal(usd), Decimal("0.051625"))]


@pytest.mark.parametrize("policy", ["strict", "default", "best"])
def test_T3c_a_cache_whose_writing_is_billed(costs: Costs, policy: str) -> None:
    read, written = [0, 3000, 3600, 4050], [3000, 600, 450, 350]
    assert costs("T3c", CACHE.format(policy)) == [(read, written, Decimal("0.05426"), Decimal("0.0882"))]


def tree(name: str = "tree") -> dict[str, Any]:
    """T4: an answer, a second turn, an edit of its question, and a regeneration an hour later."""
    steps = (
        ("u1", "r", "user", 1996, 0),
        ("a1", "u1", "assistant", 596, 1),
        ("u2", "a1", "user", 100, 120),
        ("a2", "u2", "assistant", 400, 121),
        ("u2b", "a1", "user", 200, 180),
        ("a2b", "u2b", "assistant", 300, 181),
        ("a1r", "u1", "assistant", 700, 4000),
    )
    nodes = [
        node(own, above, role, words(tokens), at("2024-11-20T12:00", seconds), model_slug="gpt-4o")
        for own, above, role, tokens, seconds in steps
    ]
    return conversation(name, nodes, "a1r", at("2024-11-20T12:00"))


@pytest.mark.parametrize(
    ("policy", "cached", "usd"),
    [
        ("strict", [0, 1920, 2560, 0], "0.018200"),
        ("default", [0, 2432, 2432, 0], "0.017720"),
        ("best", [0, 2560, 2560, 0], "0.017400"),
    ],
)
def test_T4_the_cache_on_a_tree(costs: Costs, policy: str, cached: list[int], usd: str) -> None:
    found = costs(
        "T4",
        f"select list(input_visible order by created_at), list(cached_{policy} order by created_at), "
        f"sum(usd_cache_{policy}) - sum(output_visible) * 0.00001 from costs",
    )
    assert found == [([2003, 2707, 2807, 2003], cached, Decimal(usd))]


def short(tokens: int) -> tuple[tuple[int, int, int], ...]:
    """Turns of which the second has so many tokens before it."""
    return (0, tokens - 4 - 14, 10), (20, 5, 5)


@pytest.mark.parametrize(("tokens", "cached"), STEPS)
def test_T5_steps_of_the_automatic_cache(costs: Costs, tokens: int, cached: int) -> None:
    assert costs(f"T5 {tokens}", "select max(cached_best), max(cached_strict) from costs") == [(cached, 0)]


def long_question(name: str = "long") -> dict[str, Any]:
    return chain(name, "gpt-5-5-thinking", "2026-05-10T12:00", [(0, 300_000, 1_000)])


def cut_question(name: str = "cut") -> dict[str, Any]:
    return chain(name, "gpt-4", "2023-08-01T12:00", [(0, 9_000, 10)])


def test_T7_long_context(costs: Costs) -> None:
    found = costs(
        "long", "select input_visible, is_long, usd_mtok_input, usd_mtok_output, usd_visible_nocache from costs"
    )
    assert found == [(300_007, True, Decimal(10), Decimal(45), Decimal("3.04507"))]


def test_T7_truncation(costs: Costs) -> None:
    found = costs("cut", "select input_visible, input_capped, is_truncated from costs")
    assert found == [(9_007, 8_192, True)]
