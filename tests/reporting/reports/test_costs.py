"""Reports of costs: every number is the view's, within the same filters, and what is unpriced stands beside it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from etl.errors import QueryError
from etl.reporting.reports.run import run
from tests.conftest import look_up
from tests.reporting.report_cases import ask, by_column, records
from tests.reporting.report_costs import request

MARCH_4: dict[str, object] = {"since": date(2024, 3, 4), "until": date(2024, 3, 4)}
GROUPED = ["costs --by conversation", "costs --by model", "costs --by month", "costs --by project"]
Row = dict[str, object]


def parts(path: Path, chosen: dict[str, object] | None = None) -> dict[object, Row]:
    return {row["part"]: row for row in records(path, "costs", chosen)}


def one(path: Path, sql: str) -> tuple[object, ...]:
    (row,) = look_up(path, sql)
    return row


def test_the_parts_of_the_costs_are_the_sums_of_the_audit(chats: Path) -> None:
    found = parts(chats)
    sums = {
        "counted, no cache": "null, sum(usd_visible_nocache), null",
        "same, with cache": "sum(usd_cache_best), sum(usd_cache_default), sum(usd_cache_strict)",
        "each text once": "null, sum(usd_text_once), null",
        "shown branch only": "null, sum(usd_active_path), null",
        "pictures in prompts": "sum(usd_images_low), null, sum(usd_images_high)",
        "reasoning shown": "sum(usd_reasoning_shown), null, null",
        "all of it": "sum(usd_low), sum(usd), sum(usd_high)",
    }
    for part, columns in sums.items():
        assert tuple(found[part][name] for name in ("low", "mid", "high")) == one(
            chats, f"select {columns} from v1.cost_audit"
        )
    lacking = "select sum(requests_unpriced), sum(tokens_unpriced) from v1.cost_audit"
    assert (found["not priced"]["requests"], found["not priced"]["tokens"]) == one(chats, lacking) == (1, 11_000)
    assert one(chats, "select sum(requests) from v1.cost_audit") == (7,)
    assert found["counted, no cache"]["requests"] == 6


def test_tools_stand_outside_of_all_totals(chats: Path) -> None:
    found = parts(chats)
    searches = found["web searches"]
    assert (searches["low"], searches["high"], searches["requests"]) == one(
        chats, "select usd_low, usd_high, uses from v1.tool_costs where tool = 'web_search'"
    )
    assert found["an older tool says"]["mid"] == one(chats, "select sum(usd) from v1.older_tool_costs")[0]
    assert found["all of it"]["mid"] == one(chats, "select sum(usd_mid) from v1.request_costs")[0]


@pytest.mark.parametrize("chosen", [{}, MARCH_4, {"model": "gpt-5"}, {"account": "ann"}, {"provider": "claude"}])
def test_the_variants_add_up_to_the_whole_within_the_same_filters(chats: Path, chosen: dict[str, object]) -> None:
    costs = ask(chats, "costs", chosen)
    whole = {row["part"]: row for row in by_column(costs)}
    for typed in GROUPED:
        table = ask(chats, typed, chosen)
        _add_up(by_column(table), whole)
        assert table.notes == costs.notes, typed


def _add_up(groups: list[Row], whole: dict[object, Row]) -> None:
    amounts = [row["usd"] for row in groups]
    assert sum(int(str(row["not_priced"])) for row in groups) == whole["not priced"]["requests"]
    assert (
        sum(int(str(row["requests"])) - int(str(row["not_priced"])) for row in groups)
        == (whole["all of it"]["requests"])
    )
    assert sum(Decimal(str(amount)) for amount in amounts if amount is not None) == (whole["all of it"]["mid"] or 0)


@pytest.mark.parametrize(
    ("typed", "view", "key", "label"),
    [
        ("costs --by model", "model_costs", "model", "model"),
        ("costs --by month", "monthly_costs", "strftime(month, '%Y-%m')", "month"),
        ("costs --by conversation", "conversation_costs", "conversation_id", "conversation_id"),
        ("costs --by project", "project_costs", "coalesce(project_id, '(no project)')", "project_id"),
    ],
)
def test_a_variant_says_what_its_view_says(chats: Path, typed: str, view: str, key: str, label: str) -> None:
    found = records(chats, typed)
    names = [name for name in found[0] if name.startswith(("requests", "usd", "billed"))]
    sums = ", ".join(f"sum({name})" for name in names)
    views = look_up(chats, f"select coalesce({key}, '(unknown)'), {sums} from v1.{view} group by 1")
    assert {row[label]: tuple(row[name] for name in names) for row in found} == {
        name: tuple(numbers) for name, *numbers in views
    }


def test_filters_reach_the_notes(chats: Path) -> None:
    assert ask(chats, "costs", MARCH_4).notes[:2] == (
        "not priced: none",
        "backdated 0 · uncertain model 0 · truncated 0 · encoding proven 0 %",
    )
    assert ask(chats, "costs", {"provider": "claude"}).notes[0] == (
        "not priced: 1 request, 11,000 tokens: (unknown) (1)"
    )


def test_searches_are_those_of_the_days_asked_for(chats: Path) -> None:
    assert "web searches" not in parts(chats, {"until": date(2024, 2, 29)})
    assert "web searches" not in parts(chats, {"model": "gpt-4o"})


def test_a_hidden_prompt_is_added_to_the_high_bound_alone(chats: Path) -> None:
    plain, hidden = parts(chats), parts(chats, {"hidden_prompt_tokens": 2_000})
    prices = one(chats, "select sum(usd_mtok_input) from v1.request_costs where not is_unpriced")[0]
    before, after = plain.pop("all of it"), hidden.pop("all, hidden prompt")
    assert Decimal(str(after["high"])) - Decimal(str(before["high"])) == Decimal(str(prices)) * 2_000 / 1_000_000
    assert (after["low"], after["mid"]) == (before["low"], before["mid"])
    assert hidden == plain
    with pytest.raises(QueryError, match="costs cannot be filtered by hidden-prompt-tokens; it knows: since"):
        run(chats, "costs", {"hidden_prompt_tokens": 1}, "model")


def test_six_models_without_a_price_are_named_and_the_others_counted(own: Path) -> None:
    with duckdb.connect(str(own)) as connection:
        chat: Row = {"provider": "chatgpt", "account_id": "ann", "conversation_id": "c", "revision": 1}
        for number in range(1, 9):
            for time in range(number):
                slug, node = f"auto-{number}", f"x{number}-{time}"
                request(
                    connection, chat, node, date(2024, 3, 4), 1, 1, model_slug=slug, price_status="unmapped", images=1
                )
    named = ", ".join(f"auto-{number} ({number})" for number in range(8, 2, -1))
    expected = f"not priced: 37 requests, 83,000 tokens: {named} and 3 more"
    assert ask(own, "costs").notes[0] == expected
    assert records(own, "unpriced")[0]["how_to"] == "etl prices map auto-8 MODEL"
