"""Room: no words run over the edge of a chart or over other words, and no day over another."""

import re
import xml.etree.ElementTree as Xml
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.reporting.charts import calendar_grid, text_width
from etl.reporting.charts.draw import draw, names
from etl.reporting.charts.picture import Options
from tests.reporting.charts.chart_cases import SVG

NAMES = list(names())
_MOVE = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)")


class Box(NamedTuple):
    """Where a line of text stands."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.top < other.bottom and other.top < self.bottom


@pytest.fixture(scope="module")
def databases(both: Path, undated: Path) -> list[Path]:
    return [both, undated]


@pytest.mark.parametrize("name", NAMES)
def test_no_words_run_over_the_edge_or_other_words(databases: list[Path], name: str) -> None:
    for database in databases:
        root = Xml.fromstring(draw(database, name).svg)
        boxes = list(_boxes(root, 0, 0))
        wide, tall = float(root.get("width", "")), float(root.get("height", ""))
        outside = [box for box in boxes if box.left < 0 or box.right > wide or box.top < 0 or box.bottom > tall]
        assert outside == []
        assert [pair for pair in combinations(boxes, 2) if pair[0].touches(pair[1])] == []


@pytest.mark.parametrize(
    ("name", "metric"),
    [("calendar", "tokens"), ("calendar", "cost"), ("compare", "cost"), ("length", "messages"), ("length", "tokens")],
)
def test_nor_do_they_with_longer_numbers(databases: list[Path], name: str, metric: str) -> None:
    root = Xml.fromstring(draw(databases[0], name, Options(metric=metric)).svg)
    boxes = list(_boxes(root, 0, 0))
    assert max(box.right for box in boxes) < float(root.get("width", ""))
    assert [pair for pair in combinations(boxes, 2) if pair[0].touches(pair[1])] == []


@settings(max_examples=30)
@given(st.integers(1, 9999))
def test_every_day_of_a_year_has_a_place_of_its_own(year: int) -> None:
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = [first + timedelta(count) for count in range((last - first).days + 1)]
    places = [calendar_grid.place(day) for day in days]
    assert len(set(places)) == len(days)
    assert all(
        x + calendar_grid.CELL <= calendar_grid.YEAR_WIDTH and y + calendar_grid.CELL <= calendar_grid.YEAR_HEIGHT
        for x, y in places
    )
    assert {y for day, (_, y) in zip(days, places, strict=True) if day.weekday() == 0} == {calendar_grid.TOP}


def _boxes(part: Xml.Element, x: float, y: float) -> Iterator[Box]:
    """The lines of text below an element, which stand in groups that were moved."""
    if move := _MOVE.fullmatch(part.get("transform", "")):
        x, y = x + float(move[1]), y + float(move[2])
    if part.tag == f"{SVG}text" and part.text:
        size = float(part.get("font-size", ""))
        wide = text_width.width(part.text, size, "strong" in part.get("class", ""))
        left = x + float(part.get("x", "")) - wide * {"middle": 0.5, "end": 1}.get(part.get("text-anchor", ""), 0)
        base = y + float(part.get("y", ""))
        yield Box(part.text, left, base - size * 0.75, left + wide, base + size * 0.2)
    for child in part:
        yield from _boxes(child, x, y)
