"""etl prices: what models cost, ours and the user's own, and what stands behind a name."""

import json
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from etl import assets
from etl.state import file, overrides
from tests.commands.command_cases import etl
from tests.conftest import ROOT

SAMPLE = str(ROOT / "samples" / "chatgpt" / "branches.json")
GPT_9 = ("prices", "add", "openai", "gpt-9", "--from", "2026-11-05", "--input", "3", "--output", "12.5")


def refused(database: Path, *arguments: str) -> str:
    """The one sentence of a command that fails, and leaves the state as it was."""
    before = overrides.own(database)
    result = etl(database, *arguments)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert overrides.own(database) == before
    return result.stderr.removeprefix("Error: ").rstrip()


def listed(database: Path, *model: str) -> list[list[object]]:
    answer = json.loads(etl(database, "prices", "list", *model, "--format", "json").stdout, parse_float=Decimal)
    return [list(row.values()) for row in answer["rows"]]


def test_the_history_of_a_price_has_the_newest_last_and_its_sources_in_words(database: Path) -> None:
    result = etl(database, "prices", "list", "GPT-4o")
    lines = result.stdout.splitlines()
    assert lines[3].split() == ["openai", "gpt-4o", "2024-05-13", "standard", "0", "5", "15", "S4"]
    assert lines[4].split() == ["openai", "gpt-4o", "2024-05-13", "priority", "0", "8.5", "25.5", "S6+S16"]
    assert lines[5].split() == ["openai", "gpt-4o", "2024-10-02", "standard", "0", "2.5", "1.25", "10", "S5+S4+K(day)"]
    assert "K: Own knowledge on that day, unverified" in lines
    assert list(database.parent.iterdir()) == []


def test_the_price_of_long_requests_is_a_row_of_its_own(database: Path) -> None:
    long = listed(database, "claude-sonnet-4-6")
    assert [row[2:9] for row in long if row[3] == "standard"] == [
        ["2026-02-17", "standard", 0, 3, Decimal("0.3"), Decimal("3.75"), 15],
        ["2026-02-17", "standard", 200000, 6, Decimal("0.6"), Decimal("7.5"), Decimal("22.5")],
        ["2026-03-13", "standard", 0, 3, Decimal("0.3"), Decimal("3.75"), 15],
    ]
    assert [row[2:9] for row in long if row[3] == "us"] == [
        ["2026-02-17", "us", 0, Decimal("3.3"), Decimal("0.33"), Decimal("4.125"), Decimal("16.5")],
        ["2026-02-17", "us", 200000, Decimal("6.6"), Decimal("0.66"), Decimal("8.25"), Decimal("24.75")],
        ["2026-03-13", "us", 0, Decimal("3.3"), Decimal("0.33"), Decimal("4.125"), Decimal("16.5")],
    ]


def test_a_tier_follows_an_own_price(database: Path) -> None:
    etl(database, "prices", "add", "openai", "gpt-5.5", "--from", "2026-11-05", "--input", "4", "--output", "24")
    rows = [row[2:] for row in listed(database, "gpt-5.5") if row[2] == "2026-11-05"]
    assert [(row[1], row[3], row[6]) for row in rows] == [("standard", 4, 24), ("flex", 2, 12), ("priority", 10, 60)]


def test_all_prices_fit_into_a_terminal_and_are_those_we_ship(database: Path) -> None:
    lines = etl(database, "prices", "list").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    rows = listed(database)
    assert len(rows) == assets.seed("pricing").read_text("utf-8").count("\n") - 1
    names = [line.split()[0] for line in lines if line[:1].isalnum()]
    assert all(any(str(row[0]).startswith(name.rstrip("…")) for name in names) for row in rows)
    assert len(names) >= len(rows)


def test_a_model_without_a_price_names_its_like(database: Path) -> None:
    assert refused(database, "prices", "list", "gpt-4-o").startswith("There is no price of 'gpt-4-o'")
    assert "did you mean gpt-4o" in refused(database, "prices", "list", "gpt-4-o")


def test_an_own_price_is_marked_and_kept_exactly(database: Path) -> None:
    result = etl(database, *GPT_9, "--cached", "0.000001", "--write", "3.750")
    assert result.stderr.splitlines()[0] == "Kept: the price of gpt-9 from 2026-11-05."
    assert listed(database, "gpt-9") == [
        [
            "openai",
            "gpt-9",
            "2026-11-05",
            "standard",
            0,
            3,
            Decimal("0.000001"),
            Decimal("3.75"),
            Decimal("12.5"),
            "own",
        ]
    ]
    assert overrides.own(database)["pricing"][0]["cache_write"] == "3.750"
    assert file.state_path(database).stat().st_mode & 0o777 == 0o600


def test_an_own_price_of_our_day_wins_and_ours_returns_when_it_goes(database: Path) -> None:
    etl(database, "prices", "add", "OpenAI", "o3", "--from", "2025-06-10", "--input", "1", "--output", "4")
    assert [row[5] for row in listed(database, "o3") if row[3] == "standard"] == [10, 1]
    etl(database, "prices", "remove", "price", "OpenAI", "o3", "2025-06-10")
    assert [row[5] for row in listed(database, "o3") if row[3] == "standard"] == [10, 2]


def test_a_vendor_nobody_knows_is_kept_and_said(database: Path) -> None:
    result = etl(database, "prices", "add", "opanai", *GPT_9[3:])
    assert result.exit_code == 0
    assert result.stderr.startswith("New vendor: opanai; if that is a slip, ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((*GPT_9, "--input", "-1"), "'-1' is no price (input)"),
        ((*GPT_9, "--output", "1e3"), "'1e3' is no price (output)"),
        ((*GPT_9, "--cached", "0.0000001"), "at most 6 decimal places"),
        ((*GPT_9, "--input", "1000000"), "is no price (input)"),
        ((*GPT_9, "--from", "2026-02-29"), "'2026-02-29' is no day"),
        (GPT_9[:6], "A price is given as: etl prices add VENDOR MODEL"),
        ((*GPT_9[:3], *GPT_9[4:]), "A price is given as: etl prices add VENDOR MODEL"),
        (("prices", "remove", "price", "openai", "gpt-9", "2026-11"), "You have no own price of openai gpt-9"),
        (("prices", "remove", "rule", "x"), "You have no own rule for x; nor any other."),
        (("prices", "remove", "assumption", "7"), "There is no assumption 7; see: etl prices assume"),
        (("prices", "map", "x"), "Which model is x?"),
        (("prices", "map", "x", "gpt-9"), "gpt-9 has no price, ours or your own; give it one with etl prices add"),
        (("prices", "map", "x", "o3", "--vendor", "anthropic"), "o3 has no price at anthropic"),
    ],
)
def test_what_cannot_be_gets_one_sentence(database: Path, arguments: tuple[str, ...], words: str) -> None:
    assert words in refused(database, *arguments)


def test_a_name_is_mapped_to_a_model_and_takes_over_what_we_know_of_it(database: Path) -> None:
    result = etl(database, "prices", "map", "my-o3", "O3", "--status", "proxy")
    assert result.stderr.startswith("Kept rule: my-o3 is priced as openai o3.\n")
    (rule,) = overrides.own(database)["model_map"]
    assert list(rule.values()) == [
        *("openai", "exact", "my-o3", None, "1970-01-01", "o3", None),
        *("o200k_base", "true", "proxy", "high", None, None),
    ]
    assert etl(database, "prices", "map", "--format", "csv").stdout.splitlines()[1].startswith("my-o3,o3,openai")
    assert etl(database, "prices", "remove", "rule", "my-o3").exit_code == 0
    assert overrides.own(database)["model_map"] == []


def test_a_name_can_be_mapped_to_a_model_of_ones_own(database: Path) -> None:
    etl(database, *GPT_9)
    assert etl(database, "prices", "map", "gpt-9-thinking", "gpt-9", "--from", "2026-11").exit_code == 0
    assert overrides.own(database)["model_map"][0]["valid_from"] == "2026-11-01"


def test_a_model_that_several_sell_needs_its_vendor(database: Path) -> None:
    etl(database, "prices", "add", "azure", "o3", *GPT_9[4:])
    assert "o3 is sold by azure, openai; say whose with --vendor." in refused(database, "prices", "map", "x", "o3")
    assert etl(database, "prices", "map", "x", "o3", "--vendor", "azure").exit_code == 0


def test_a_model_is_assumed_for_days_that_no_other_is_assumed_for(database: Path) -> None:
    assume = ("prices", "assume", "gpt-4o", "--provider", "chatgpt")
    result = etl(database, *assume, "--from", "2024-06", "--to", "2024-12")
    assert result.stderr.startswith("Kept assumption 1: chatgpt is gpt-4o from 2024-06-01 to 2024-12-31. Token counts")
    assert "follow at the next load of their export." in result.stderr
    assert "Assumption 1 already says chatgpt is gpt-4o" in refused(database, *assume, "--from", "2024-12-31")
    assert etl(database, *assume, "--from", "2025-01").exit_code == 0
    shown = etl(database, "prices", "assume", "--format", "csv").stdout.splitlines()
    assert shown[1:] == ["1,chatgpt,gpt-4o,2024-06-01,2024-12-31", "2,chatgpt,gpt-4o,2025-01-01,"]
    assert etl(database, "prices", "remove", "assumption", "1").exit_code == 0
    assert [row["period"] for row in overrides.own(database)["model_assumptions"]] == ["2"]


@pytest.mark.parametrize(
    ("slug", "provider", "words"),
    [
        ("gpt-4o", "gemstone", "There is no provider 'gemstone'; there are: "),
        (
            "gpt-4o-x",
            "chatgpt",
            "No rule knows a model named gpt-4o-x; give it one first: etl prices map gpt-4o-x MODEL",
        ),
        ("auto", "chatgpt", "No rule knows a model named auto"),
        ("claude-opus-4-1", "chatgpt", "is a model of anthropic; a chat of chatgpt was answered by one of openai"),
    ],
)
def test_only_what_can_have_answered_is_assumed(database: Path, slug: str, provider: str, words: str) -> None:
    assert words in refused(database, "prices", "assume", slug, "--provider", provider)
    assert "Whose chats were answered by" in refused(database, "prices", "assume", slug)


def test_a_database_follows_at_once(filled: Path) -> None:
    assert "Renewed chats.duckdb" in etl(filled, *GPT_9).stderr
    etl(filled, "prices", "map", "gpt-9-thinking", "gpt-9")
    with duckdb.connect(str(filled), read_only=True) as connection:
        own = connection.execute("select api_model, valid_to from core.pricing where is_own").fetchall()
        rules = connection.execute("select slug from core.model_map where is_own").fetchall()
    assert (own, rules) == ([("gpt-9", None)], [("gpt-9-thinking",)])


def test_what_nobody_could_price_is_priced_once_its_name_is_mapped(database: Path) -> None:
    export = database.with_name("conversations.json")
    text = Path(SAMPLE).read_text("utf-8")
    export.write_text(text.replace('"model_slug": "gpt-4o"', '"model_slug": "gpt-of-nobody"'), "utf-8")
    etl(database, "load", str(export))
    requests = "select price_status, usd_visible_nocache > 0 from core.requests where model_slug = 'gpt-of-nobody'"
    for command, status in (
        (("map", "gpt-of-nobody", "gpt-4", "--status", "proxy"), ("proxy", True)),
        (("remove", "rule", "gpt-of-nobody"), ("unmapped", None)),
    ):
        assert etl(database, "prices", *command).exit_code == 0
        with duckdb.connect(str(database), read_only=True) as connection:
            assert set(connection.execute(requests).fetchall()) == {status}


def test_a_rule_may_be_for_the_chats_of_one_provider(database: Path) -> None:
    result = etl(database, "prices", "map", "my-o3", "o3", "--provider", "codex")
    assert result.stderr.startswith("Kept rule: my-o3 is priced as openai o3.\n")
    (rule,) = overrides.own(database)["model_map"]
    assert (rule["slug"], rule["provider"]) == ("my-o3", "codex")
    assert "codex" in etl(database, "prices", "map", "--format", "csv").stdout.splitlines()[1].split(",")
