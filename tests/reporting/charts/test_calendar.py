"""The calendar and its comparison of vendors: every number is the view's."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from etl.reporting.charts.draw import draw
from etl.reporting.charts.picture import Options
from etl.reporting.formats.humanize import dollars
from tests.conftest import look_up
from tests.reporting.charts.chart_cases import amounts, hints

USED = "select day::varchar, sum({}) from v1.daily_usage where day is not null group by all"
VENDOR = "select sum({}) from v1.vendor_daily where day is not null and vendor = '{}'"


@pytest.mark.parametrize(
    ("metric", "column"),
    [
        ("conversations", "conversations"),
        ("messages", "messages"),
        ("user_messages", "user_messages"),
        ("tokens", "tokens_in + tokens_out"),
    ],
)
def test_every_day_has_the_number_of_the_view(both: Path, metric: str, column: str) -> None:
    picture = draw(both, "calendar", Options(metric=metric))
    shown = amounts(picture.svg)
    assert {day: amount for day, amount in shown.items() if amount} == {
        day: amount for day, amount in look_up(both, USED.format(column)) if amount
    }
    assert f"{sum(shown.values()):,} " in picture.summary


@pytest.mark.parametrize("chart", ["calendar", "compare"])
def test_it_is_said_where_amounts_are_from_that_an_api_may_have_told(both: Path, chart: str) -> None:
    foot = {metric: draw(both, chart, Options(metric=metric)).svg for metric in ("messages", "tokens", "cost")}
    assert "As billed where a log holds that, else of the texts, each counted once." in foot["tokens"]
    assert re.search(r"Exact where an API reported the tokens, else estimates; prices of 20\d\d-", foot["cost"])
    assert "As billed" not in foot["messages"] + foot["cost"]
    assert "Exact" not in foot["messages"] + foot["tokens"]


def test_every_day_from_the_first_to_the_last_has_a_cell(both: Path) -> None:
    ((first, last),) = look_up(both, "select first_day, last_day from v1.about")
    assert isinstance(first, date)
    assert isinstance(last, date)
    days = {str(first + timedelta(days)) for days in range((last - first).days + 1)}
    assert set(amounts(draw(both, "calendar").svg)) == days


def test_days_that_the_exports_do_not_reach_are_no_zeros(both: Path) -> None:
    ((first,),) = look_up(both, "select first_day from v1.about")
    assert isinstance(first, date)
    svg = draw(both, "calendar", Options(year=first.year)).svg
    (hatched,) = re.findall(r'<path class="hatched" d="([^"]+)"', svg)
    assert hatched.count("M") == (first - date(first.year, 1, 1)).days
    assert "no data" in hints(svg)


def test_costs_are_those_of_the_view_and_unknown_ones_are_no_zeros(both: Path) -> None:
    svg = draw(both, "calendar", Options(metric="cost")).svg
    said = dict(hint.split(": ", 1) for hint in hints(svg) if ": " in hint)
    sums = "select day::varchar, sum(usd), sum(requests_unpriced) from v1.daily_costs group by all"
    for day, usd, unpriced in look_up(both, sums):
        beside = f" and {unpriced} request{'s' if unpriced != 1 else ''} without a price" if unpriced else ""
        assert said[str(day)] == ("no price known" if usd is None else f"{dollars(usd)}{beside}")
    assert "no price known" in said.values()


def test_two_vendors_share_each_cell(both: Path) -> None:
    picture = draw(both, "compare")
    assert picture.title == "Messages per day: OpenAI against Anthropic"
    found = [re.search(r": OpenAI (.+?), Anthropic (.+)", hint) for hint in hints(picture.svg)]
    halves = [(match[1], match[2]) for match in found if match]
    for at, vendor in enumerate(("openai", "anthropic")):
        shown = sum(int(half[at].split()[0].replace(",", "")) for half in halves if half[at] != "no data")
        assert [(shown,)] == look_up(both, VENDOR.format("messages", vendor))
    assert any(half[1] == "no data" and half[0] != "no data" for half in halves)


def test_one_vendor_is_drawn_plainly_and_told(demo: Path) -> None:
    picture = draw(demo, "compare")
    assert "Nothing else is in this file, so there is nothing to compare it with." in picture.summary
    shown = [re.search(r": OpenAI ([\d,]+) message", hint) for hint in hints(picture.svg)]
    assert [(sum(int(match[1].replace(",", "")) for match in shown if match),)] == look_up(
        demo, "select messages from v1.about"
    )


def test_messages_of_unknown_time_are_told(undated: Path) -> None:
    ((messages,),) = look_up(undated, "select sum(messages) from v1.daily_usage where day is null")
    assert messages
    assert f" {messages} messages of unknown time left out." in draw(undated, "calendar").svg
