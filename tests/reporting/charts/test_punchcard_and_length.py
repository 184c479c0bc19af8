"""Punch card and conversation length: circles and bars are as large as what the views say."""

import math
import re
import xml.etree.ElementTree as Xml
from pathlib import Path

import pytest

from etl.reporting.charts.draw import draw
from etl.reporting.charts.picture import Options
from tests.conftest import look_up
from tests.reporting.charts.chart_cases import SVG, hints

HOURS = "select weekday_name, hour, sum(user_messages) from v1.hourly_usage where user_messages > 0 group by all"


def test_every_circle_is_an_hour_of_the_view(demo: Path) -> None:
    shown = {
        (match[1], int(match[2])): int(match[3])
        for hint in hints(draw(demo, "punchcard").svg)
        if (match := re.fullmatch(r"(\w+), (\d+):00 to \2:59: (\d+) messages? of mine", hint))
    }
    assert shown == {(weekday, hour): count for weekday, hour, count in look_up(demo, HOURS)}


def test_the_area_of_a_circle_is_what_was_written(demo: Path) -> None:
    circles = [part for part in Xml.fromstring(draw(demo, "punchcard").svg).iter(f"{SVG}circle") if len(part)]
    assert len(circles) > 50
    for circle in circles:
        written = int(str(circle[0].text).split()[-4])
        assert math.isclose(float(circle.get("r", "")) ** 2 / written, 13**2 / 36, rel_tol=0.01)


def test_the_punch_card_has_the_scores_of_the_view(demo: Path) -> None:
    picture = draw(demo, "punchcard")
    scores = "select night_owl_score, early_bird_score, peak_hour, favourite_weekday_name from v1.activity_scores"
    ((late, early, hour, weekday),) = look_up(demo, scores)
    assert f"Night owl (22:00 to 5:59): {late:.1f} %. Early bird (5:00 to 8:59): {early:.1f} %." in picture.svg
    assert f"most between {hour}:00 and {hour}:59, and on {weekday}s." in picture.summary


@pytest.mark.parametrize(
    ("metric", "column"),
    [("user_messages", "user_messages"), ("messages", "messages"), ("tokens", "tokens_in + tokens_out")],
)
def test_every_conversation_is_in_a_bar(demo: Path, metric: str, column: str) -> None:
    picture = draw(demo, "length", Options(metric=metric))
    bars = [hint for hint in hints(picture.svg) if " conversation" in hint]
    ((all_of_them, middle, longest),) = look_up(
        demo, f"select count(*), median({column}), max({column}) from v1.conversations"
    )
    assert sum(int(bar.rsplit(": ")[1].split()[0].replace(",", "")) for bar in bars) == all_of_them
    assert f"the median has {middle:,.1f}".removesuffix(".0") in picture.summary
    assert picture.summary.endswith(f"the longest {longest:,}.")


def test_bars_are_as_high_as_they_count(demo: Path) -> None:
    bars = [part for part in Xml.fromstring(draw(demo, "length").svg).iter(f"{SVG}rect") if len(part)]
    counts = [int(str(bar[0].text).rsplit(": ")[1].split()[0]) for bar in bars]
    heights = [float(bar.get("height", "")) for bar in bars]
    assert max(counts) == 120
    assert heights == pytest.approx([180 * count / 120 for count in counts], abs=0.01)
