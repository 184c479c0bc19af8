"""More costs worked out by hand: the older tool's, a plan's, Claude's, and the audit over all of them."""

from collections.abc import Iterator
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from etl.reporting.reports.run import run
from tests.conftest import held
from tests.warehouse.pricing.cost_exports import ask, at, capitals, chain, conversation, costs_of, loaded, node, words
from tests.warehouse.pricing.test_cost_vectors import CACHE, TURNS, cut_question, long_question, powers

CLAUDE = "claude-sonnet-4-5"
ESTIMATED = pytest.mark.skipif(find_spec("ctok") is not None, reason="with the extra claude tokens are counted")


def claude_words(tokens: int) -> str:
    """A text that the class factor makes so many tokens of Claude's."""
    return words(next(count for count in range(tokens) if (count * 1128 + 500) // 1000 == tokens))


def claude_chain(name: str) -> dict[str, Any]:
    """The turns of T3, in Claude's tokens."""
    chat = chain(name, CLAUDE, "2025-11-20T12:00", TURNS)
    texts = [claude_words(tokens) for _, asked, answered in TURNS for tokens in (asked, answered)]
    for one, text in zip([f"{kind}{turn}" for turn in range(4) for kind in "qa"], texts, strict=True):
        chat["mapping"][one]["message"]["content"]["parts"] = [text]
    return chat


@pytest.fixture(scope="module")
def claude(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with held(loaded(tmp_path_factory.mktemp("claude"), claude_chain("c"))) as database:
        yield database


@ESTIMATED
def test_T3b_a_cache_that_is_asked_for(claude: Path) -> None:
    inputs = ask(claude, "select list(input_visible order by created_at), max(token_basis) from v1.request_costs")
    assert inputs == [([3000, 3600, 4050, 4400], "factor_o200k")]
    read, written = [0, 3000, 0, 4050], [3000, 600, 4050, 350]
    expected = [(read, written, Decimal("0.053115"), Decimal("0.06615"))]
    assert costs_of(claude, "c", CACHE.format("strict")) == costs_of(claude, "c", CACHE.format("default")) == expected


@ESTIMATED
def test_T3b_the_cache_of_an_hour_writes_at_twice_the_price(claude: Path) -> None:
    read, written = [0, 3000, 3600, 4050], [3000, 600, 450, 350]
    assert costs_of(claude, "c", CACHE.format("best")) == [(read, written, Decimal("0.050595"), Decimal("0.06615"))]


@ESTIMATED
def test_what_is_estimated_is_said_beside_the_total(claude: Path) -> None:
    notes = run(claude, "costs").notes
    assert "tokens estimated, not counted: in 4 requests; the extra claude counts them" in notes


def test_T9_what_the_older_tool_would_say(tmp_path: Path) -> None:
    start = at("2025-05-05T12:00")
    thoughts = {"content_type": "thoughts", "thoughts": [{"summary": "", "content": "t" * 40}]}
    nodes = [
        node("u", "r", "user", "h" * 403, start),
        node("s", "u", "assistant", thoughts, start, model_slug="o3"),
        node("c", "s", "assistant", {"content_type": "code", "text": '{"q": "x"}'}, start, model_slug="o3"),
        node("t", "c", "tool", {"content_type": "execution_output", "text": "r" * 9}, start),
        node("a", "t", "assistant", "a" * 1201, start, model_slug="o3"),
    ]
    found = ask(
        loaded(tmp_path, conversation("c", nodes, "a", start)),
        "select input_tokens, output_tokens, cache_read, cache_write, regular, usd from v1.older_tool_costs",
    )
    assert found == [(102, 312, 61, 10, 31, Decimal("0.0048"))]


def test_T13_a_plan_paid_in_four_months_and_used_in_two(tmp_path: Path) -> None:
    database = tmp_path / "chats.duckdb"
    plan = "plan add openai plus --from 2024-09-10 --to 2024-12-31 --db"
    assert CliRunner().invoke(main, [*plan.split(), str(database)]).exit_code == 0
    loaded(tmp_path, capitals("a", "gpt-4o", "2024-09-15"), capitals("b", "gpt-4o", "2024-11-20"))
    found = ask(database, "select month::varchar, usd_fee, verdict from v1.subscription_value order by month")
    assert found == [
        ("2024-09-01", 20, "API cheaper"),
        ("2024-10-01", 20, "unused month"),
        ("2024-11-01", 20, "API cheaper"),
        ("2024-12-01", 20, "unused month"),
    ]


def test_T14_the_audit_over_all_of_them(tmp_path: Path) -> None:
    days = {
        "2024-09-15": "gpt-4o",
        "2024-11-20": "gpt-4o",
        "2023-03-15": "text-davinci-002-render-sha",
        "2023-08-01": "gpt-4",
        "2024-01-15": "gpt-4",
        "2022-12-20": "text-davinci-002-render",
        "2024-09-16": "gpt-7",
        "2026-10-15": "gpt-6",
    }
    chats = [capitals(f"capitals {day}", slug, day) for day, slug in days.items()]
    chats += [powers(), claude_chain("T3b"), long_question(), cut_question()]
    chats += [
        chain("T3", "gpt-4o", "2024-11-20T12:00", TURNS),
        chain("T3c", "gpt-5-6-thinking", "2026-09-20T12:00", TURNS),
    ]
    found = ask(
        loaded(tmp_path, *chats),
        "select requests, requests_unpriced, tokens_unpriced, requests_backdated, requests_uncertain, "
        "requests_truncated, encoding_assumed from v1.cost_audit",
    )
    assert found == [(42, 4, 145, 3, 3, 1, 4)]
