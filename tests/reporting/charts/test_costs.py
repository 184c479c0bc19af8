"""The cost of each month: every amount is the view's, unknown ones are gaps, and the plan is a line that moves."""

import re
import shutil
import xml.etree.ElementTree as Xml
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from etl.reporting.charts.draw import draw
from etl.reporting.charts.picture import Options
from etl.reporting.formats import humanize
from etl.reporting.formats.humanize import dollars
from tests.conftest import look_up
from tests.reporting.charts.chart_cases import SVG, hints

MONTHS = """
    select providers.vendor, strftime(month, '%Y-%m'), sum(usd), sum(usd_low), sum(usd_high),
        sum(requests)
    from v1.monthly_costs inner join v1.providers using (provider) where month is not null group by all
"""
FEES = (("plus", "0.20", "2024-01", "2024-12"), ("plus", "0.40", "2025-01", "2025-08"), ("pro", "0.10", "2025-10", ""))


@pytest.fixture(scope="module")
def planned(both: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planned") / "both.duckdb"
    for file in both.parent.glob("both.*"):
        shutil.copy(file, path.with_name(file.name))
    for plan, price, since, until in FEES:
        stated = ["openai", plan, "--price", price, "--from", since, *(["--to", until] if until else [])]
        result = CliRunner().invoke(main, ["plan", "add", *stated, "--db", str(path)])
        assert result.exit_code == 0, result.output
    return path


def _told(vendor: str, month: object, usd: object, low: object, high: object, requests: int) -> str:
    asked = f"{requests:,} request{'' if requests == 1 else 's'}"
    if usd is None:
        return f"{humanize.vendor(vendor)}, {month}: cost unknown, {asked} without a price"
    amounts = [dollars(Decimal(str(amount))) for amount in (usd, low, high)]
    return f"{humanize.vendor(vendor)}, {month}: {amounts[0]} (estimate), {asked}, from {amounts[1]} to {amounts[2]}"


def test_every_month_has_the_amounts_of_the_view(both: Path) -> None:
    said = [re.sub(r", [\d,]+ without a price$", "", hint) for hint in hints(draw(both, "costs").svg)]
    assert sorted(said) == sorted(_told(*row) for row in look_up(both, MONTHS))


def test_an_unknown_amount_is_a_gap_and_no_zero(both: Path) -> None:
    svg = draw(both, "costs").svg
    ((unknown,),) = look_up(both, f"select count(*) from ({MONTHS}) as months(a, b, usd, d, e, f) where usd is null")
    assert unknown
    assert svg.count(">?</text>") == int(str(unknown)) + 1, "one a month, and one in the legend"
    bars = [part for part in Xml.fromstring(svg).iter(f"{SVG}rect") if part.find(f"{SVG}title") is not None]
    assert not any("unknown" in str(part.findtext(f"{SVG}title")) for part in bars)


def test_requests_without_a_price_are_counted_in_the_sentence(both: Path) -> None:
    ((requests, unpriced),) = look_up(both, "select count(*), count(*) filter (is_unpriced) from v1.request_costs")
    summary = draw(both, "costs").summary
    ((usd, low, high),) = look_up(both, "select sum(usd), sum(usd_low), sum(usd_high) from v1.request_costs")
    amounts = [dollars(Decimal(str(amount))) for amount in (usd, low, high)]
    assert summary.startswith(f"{amounts[0]} (estimate, from {amounts[1]} to {amounts[2]}) on the API")
    assert f"without {unpriced:,} of {requests:,} requests that have no price" in summary


def test_without_a_plan_there_is_no_line_and_it_is_said_how_to_state_one(both: Path) -> None:
    picture = draw(both, "costs")
    assert picture.summary.endswith("No plan is recorded; state yours with: etl plan add.")
    assert 'class="rule"' not in picture.svg


def test_the_line_moves_when_the_plan_changed_and_breaks_where_there_was_none(planned: Path) -> None:
    (line,) = re.findall(r'<path class="rule" d="([^"]+)"', draw(planned, "costs").svg)
    assert line.count("M") == 2, "from January 2024, and again after September 2025"
    heights = list(dict.fromkeys(re.findall(r"V([\d.]+)|M[\d.]+ ([\d.]+)", line)))
    levels = list(dict.fromkeys(float(up or start) for up, start in heights))
    assert len(levels) == 3
    assert levels[1] < levels[0] < levels[2], "dearer is higher"


def test_what_came_of_the_plan_is_what_the_view_says(planned: Path) -> None:
    ((worth, months, saving),) = look_up(
        planned,
        "select count(*) filter (verdict = 'subscription cheaper'), count(*), sum(saving) from v1.subscription_value "
        "where plans is not null",
    )
    way = "less" if Decimal(str(saving)) < 0 else "more"
    told = f"OpenAI: the plan was worth it in {worth} of {months} months; the API would have cost "
    assert f"{told}{dollars(abs(Decimal(str(saving))))} {way} than was paid." in draw(planned, "costs").summary


def test_months_above_the_plan_are_darker_than_those_below(planned: Path) -> None:
    paid = "select strftime(month, '%Y-%m'), usd_fee from v1.subscription_value where vendor = 'openai'"
    fees = {str(month): fee for month, fee in look_up(planned, paid)}
    for part in Xml.fromstring(draw(planned, "costs", Options(provider="chatgpt")).svg).iter(f"{SVG}rect"):
        hint = part.findtext(f"{SVG}title")
        if hint:
            _, month, amount = re.split(r", |: ", hint)[:3]
            fee, usd = fees[month], Decimal(amount.split()[0].removeprefix("$").replace(",", ""))
            if fee is None or abs(usd - Decimal(str(fee))) > Decimal("0.01"):
                expected = "k7" if fee is None else "l4" if usd > Decimal(str(fee)) else "l2"
                assert part.get("class") == expected, hint


def test_a_plan_is_not_drawn_beside_one_account(planned: Path) -> None:
    ((account,),) = look_up(planned, "select account_id from v1.accounts where provider = 'chatgpt'")
    picture = draw(planned, "costs", Options(account=str(account)))
    assert picture.summary.endswith("Plans are paid for all accounts, so that none is drawn here.")
    assert 'class="rule"' not in picture.svg


def test_days_choose_the_months_they_lie_in(both: Path) -> None:
    picture = draw(both, "costs", Options(since=date(2025, 2, 10), until=date(2025, 3, 2)))
    assert {hint[:15] for hint in hints(picture.svg) if hint.startswith("OpenAI")} == {
        "OpenAI, 2025-02",
        "OpenAI, 2025-03",
    }


def test_the_costs_look_as_they_did(planned: Path, expect: Callable[[str, str], None]) -> None:
    expect("charts/costs.svg", draw(planned, "costs", Options(embed=False)).svg + "\n")
