"""Every chart: found by name, told in words, drawn without anything that a strict page forbids."""

import re
import xml.etree.ElementTree as Xml
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from etl import assets
from etl.errors import DatabaseError, QueryError
from etl.reporting.charts.draw import draw, names
from etl.reporting.charts.picture import Options
from etl.reporting.charts.theme import DARK, LIGHT, plain, stylesheet
from tests.reporting.charts.chart_cases import SVG

NAMES = list(names())


def test_every_query_of_a_chart_is_a_chart_with_a_question() -> None:
    assert sorted(NAMES) == sorted(assets.chart_queries())
    assert all(question.endswith("?") for question in names().values())


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_says_what_it_is_to_who_cannot_see_it(demo: Path, name: str) -> None:
    picture = draw(demo, name)
    root = Xml.fromstring(picture.svg)
    title, described = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert described is not None
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert (title.text, described.text) == (picture.title, picture.summary)
    assert picture.summary.endswith(".")
    assert not picture.is_empty


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_holds_nothing_that_a_strict_page_forbids(demo: Path, name: str) -> None:
    svg = draw(demo, name, Options(embed=False)).svg
    root = Xml.fromstring(svg)
    assert "<style" not in svg
    assert {key for part in root.iter() for key in part.attrib} & {"style", "href", "onload", "onclick"} == set()
    known = set(re.findall(r"\.([a-z]\w*)", stylesheet())) | {"hatched"}
    assert {word for part in root.iter() for word in part.get("class", "").split()} <= known
    ids = [part.get("id") for part in root.iter() if part.get("id")]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([\w-]+)\)", svg)) <= set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_the_same_each_time_and_its_numbers_are_finite(demo: Path, name: str) -> None:
    svg = draw(demo, name).svg
    assert svg == draw(demo, name).svg
    assert not re.search(r'="[^"]*\b(nan|inf)\b', svg)


@pytest.mark.parametrize("name", NAMES)
def test_where_nothing_is_chosen_a_chart_says_so(demo: Path, name: str) -> None:
    picture = draw(demo, name, Options(year=1999))
    assert picture.is_empty
    assert list(picture.table.rows) == []
    assert "There is nothing to draw in this range." in "".join(Xml.fromstring(picture.svg).itertext())


def test_the_style_sheet_is_written_into_a_chart_that_stands_alone(demo: Path) -> None:
    assert stylesheet() in draw(demo, "length").svg.replace("&gt;", ">")
    assert 'class="chart dark"' in draw(demo, "length", Options(dark=True)).svg
    assert 'class="chart light"' in draw(demo, "length", Options(dark=False)).svg


def test_a_plain_style_sheet_has_every_colour_of_its_theme() -> None:
    assert "var(" not in plain(True) + plain(False)
    assert plain(True) != plain(False)
    assert set(LIGHT) == set(DARK)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ramp", ["l", "o"])
def test_neighbouring_levels_differ_in_lightness(theme: dict[str, str], ramp: str) -> None:
    lights = [_luminance(theme[f"{ramp}{number}"]) + 0.05 for number in range(5)]
    steps = [max(pair) / min(pair) for pair in pairwise(lights)]
    assert min(steps) >= 1.5
    assert lights in (sorted(lights), sorted(lights, reverse=True))


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_what_a_chart_does_not_know_is_one_sentence(demo: Path, tmp_path: Path) -> None:
    wrong = {
        "There is no chart 'pie'. There are: calendar, compare,": ("pie", Options()),
        "The chart calendar has no metric 'fun'; it knows: messages,": ("calendar", Options(metric="fun")),
        "The chart punchcard has no metric 'tokens'; leave out --metric.": ("punchcard", Options(metric="tokens")),
        "The chart compare cannot be narrowed by provider.": ("compare", Options(provider="chatgpt")),
        "The chart length has no shares; leave out --share.": ("length", Options(share=True)),
        "There is no year 0; give one like 2025.": ("calendar", Options(year=0)),
    }
    for sentence, (name, options) in wrong.items():
        with pytest.raises(QueryError, match=f"^{re.escape(sentence)}"):
            draw(demo, name, options)
    with pytest.raises(DatabaseError, match=r"^There is no none\.duckdb"):
        draw(tmp_path / "none.duckdb", "calendar")


def test_a_year_narrows_what_was_chosen(demo: Path) -> None:
    within = Options(since=date(2025, 3, 1), until=date(2026, 2, 1), year=2025)
    same = Options(since=date(2025, 3, 1), until=date(2025, 12, 31))
    assert list(draw(demo, "calendar", within).table.rows) == list(draw(demo, "calendar", same).table.rows)


@pytest.mark.parametrize("name", ["calendar", "compare", "punchcard", "length"])
def test_charts_look_as_they_did(both: Path, name: str, expect: Callable[[str, str], None]) -> None:
    expect(f"charts/{name}.svg", draw(both, name, Options(year=2025, embed=False)).svg + "\n")
