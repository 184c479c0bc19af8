"""The card of a year: the numbers of the views, and not a word of any chat."""

import re
import xml.etree.ElementTree as Xml
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.reporting.charts import text_width, wrapped
from etl.reporting.charts.draw import draw
from etl.reporting.charts.picture import Options
from etl.reporting.charts.year import persona
from tests.conftest import look_up
from tests.reporting.charts.chart_cases import SVG

SIZES = ("1080x1350", "1200x630", "1500x500")


def _words(database: Path, options: Options | None = None) -> list[str]:
    return wrapped.strings(draw(database, "wrapped", options).svg)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_no_title_no_text_and_no_name_that_people_gave_is_on_the_card(both: Path, size: str, year: int) -> None:
    svg = draw(both, "wrapped", Options(year=year, size=size)).svg
    said = "\n".join(wrapped.strings(svg)).lower()
    private = "select title from v1.conversations union select text from v1.messages union select name from v1.projects"
    found = {str(words).strip().lower() for (words,) in look_up(both, private) if words}
    # A message that is but a number or a word like "yes" says nothing, and may be part of any other word.
    longer = {words for words in found if len(words) > 4}
    assert len(longer) > 1_000
    assert [words for words in longer if words in said] == []


def test_all_that_can_be_read_on_the_card_is_known(both: Path, expect: Callable[[str, str], None]) -> None:
    expect("charts/wrapped_strings.txt", "\n".join(_words(both, Options(year=2025))) + "\n")


def test_the_strings_of_a_card_are_all_of_its_text(both: Path) -> None:
    root = Xml.fromstring(draw(both, "wrapped", Options(embed=False)).svg)
    assert "".join(wrapped.strings(draw(both, "wrapped").svg)) == "".join(root.itertext())


def test_the_newest_year_with_messages_is_the_year_of_the_card(both: Path) -> None:
    ((last,),) = look_up(both, "select max(year(day)) from v1.daily_usage")
    assert str(last) in _words(both)
    assert draw(both, "wrapped", Options(year=1999)).is_empty


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_numbers_are_those_of_the_views(both: Path, year: int) -> None:
    ((messages, days),) = look_up(
        both, f"select sum(user_messages), count(distinct day) from v1.daily_usage where year(day) = {year}"
    )
    ((chats,),) = look_up(
        both,
        "select count(distinct (provider, conversation_id)) from v1.conversation_days where " + f"year(day) = {year}",
    )
    ((streak,),) = look_up(
        both,
        f"select max(days) from (select count(*) as days from (select distinct day, day - dense_rank() over (order by "
        f"day)::integer as run from v1.daily_usage where year(day) = {year}) group by run)",
    )
    said = _words(both, Options(year=year))
    for number, named in ((messages, "messages I wrote"), (chats, "chats"), (days, "active days")):
        assert said[said.index(named) - 1] == f"{number:,}"
    assert said[said.index("days of longest streak") - 1] == f"{streak:,}"


def test_the_hour_the_day_and_the_models_are_those_of_the_views(both: Path) -> None:
    said = _words(both, Options(year=2025))
    ((hour,),) = look_up(
        both,
        "select local_hour from v1.messages where is_user_message and year(local_date) = 2025 "
        "group by all order by count(*) desc, local_hour limit 1",
    )
    ((day,),) = look_up(
        both,
        "select strftime(day, '%-d %b') from v1.daily_usage where year(day) = 2025 "
        "group by day order by sum(user_messages) desc, day limit 1",
    )
    models = look_up(
        both,
        "select model, sum(answers) from v1.daily_model_usage where year(day) = 2025 and model is not null "
        "group by model order by sum(answers) desc, model limit 3",
    )
    assert said[said.index("favourite hour") - 1] == f"{hour}:00"
    assert day in said
    first = said.index("Most answers came from") + 1
    assert said[first : first + 6] == [word for model, answers in models for word in (model, f"{answers:,}")]


def test_the_cost_is_an_estimate_and_says_what_it_lacks(both: Path) -> None:
    ((usd, low, high, unpriced),) = look_up(
        both,
        "select sum(usd), sum(usd_low), sum(usd_high), sum(requests_unpriced) "
        "from v1.daily_costs where year(day) = 2025",
    )
    said = _words(both, Options(year=2025))
    assert f"${usd:,.2f} on the API (estimate)" in said
    assert f"${low:,.2f} to ${high:,.2f}, without {unpriced:,} requests of no known price" in said


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("year", [2023, 2025])
def test_nothing_runs_over_the_edge_of_a_card(both: Path, size: str, year: int) -> None:
    root = Xml.fromstring(draw(both, "wrapped", Options(year=year, size=size)).svg)
    width, height = (int(side) for side in size.split("x"))
    assert (root.get("width"), root.get("height")) == (str(width), str(height))
    for part in root.iter(f"{SVG}text"):
        x, y, letters = (float(part.attrib[key]) for key in ("x", "y", "font-size"))
        wide = text_width.width(str(part.text), letters, "strong" in part.attrib["class"])
        left = x - wide if part.get("text-anchor") == "end" else x
        assert left >= 20
        assert left + wide <= width - 20, part.text
        assert letters <= y <= height - 20


def test_days_without_data_are_only_outlined(both: Path) -> None:
    ((first,),) = look_up(both, "select datediff('day', date '2023-01-01', min(day)) from v1.daily_usage")
    svg = draw(both, "wrapped", Options(year=2023)).svg
    assert len(re.findall(r'<rect class="hatch"', svg)) == first


@pytest.mark.parametrize(
    ("percents", "name"),
    [
        ({}, "All-rounder"),
        ({"night": 29.9, "questions": 74.9}, "All-rounder"),
        ({"night": 30.0}, "Night owl"),
        ({"morning": 20.0, "night": 31.0}, "Night owl"),
        ({"morning": 30.0, "night": 31.0}, "Early bird"),
        ({"weekend": 40.0}, "Weekend explorer"),
        ({"code": 50.0, "questions": 90.0}, "Code crafter"),
        ({"questions": 75.0}, "Question asker"),
    ],
)
def test_a_persona_follows_from_its_rule(percents: dict[str, float], name: str) -> None:
    assert persona(percents)[0] == name


@pytest.mark.parametrize("size", SIZES)
def test_the_card_looks_as_it_did(both: Path, size: str, expect: Callable[[str, str], None]) -> None:
    svg = draw(both, "wrapped", Options(year=2025, size=size, embed=False)).svg
    expect(f"charts/wrapped_{size}.svg", svg + "\n")
