"""The model mix: every number is the view's, and names stand where there is room."""

import re
import xml.etree.ElementTree as Xml
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from etl.reporting.charts import plot, stack
from etl.reporting.charts.draw import draw
from etl.reporting.charts.picture import Options
from tests.conftest import look_up
from tests.reporting.charts.chart_cases import SVG, hints

ANSWERS = "select strftime(month, '%Y-%m'), sum(answers) from v1.model_trend where month is not null group by all"
BY_MODEL = "select strftime(month, '%Y-%m'), model, sum(answers) from v1.model_trend group by all"
UNNAMED, OTHER = "not named by the export", "other models"


def _shown(svg: str) -> dict[tuple[str, str], tuple[int, float]]:
    """The hints ``2024-03, gpt-4: 14 answers, 23.3 %``, by month and model."""
    found = [re.fullmatch(r"([\w -]+), (.+): ([\d,]+) answers?, ([\d.]+) %", hint) for hint in hints(svg)]
    assert all(found)
    return {(hit[1], hit[2]): (int(hit[3].replace(",", "")), float(hit[4])) for hit in found if hit}


def test_every_month_has_the_answers_of_the_view(both: Path) -> None:
    months: dict[str, int] = defaultdict(int)
    for (month, _), (answers, _) in _shown(draw(both, "models").svg).items():
        months[month] += answers
    assert months == {month: answers for month, answers in look_up(both, ANSWERS) if answers}


def test_every_model_has_the_answers_of_the_view(both: Path) -> None:
    shown = _shown(draw(both, "models").svg)
    named = {model for _, model in shown} - {OTHER, UNNAMED}
    view = {(month, model): answers for month, model, answers in look_up(both, BY_MODEL) if month and answers}
    assert len(named) == 7
    assert {key: answers for key, (answers, _) in shown.items() if key[1] in named} == {
        key: answers for key, answers in view.items() if key[1] in named
    }
    unnamed = sum(answers for (_, model), (answers, _) in shown.items() if model == UNNAMED)
    assert unnamed == sum(int(str(answers)) for (_, model), answers in view.items() if model is None)
    assert unnamed > 0


def test_what_the_export_does_not_name_is_counted_in_the_summary(both: Path) -> None:
    ((unnamed,),) = look_up(both, "select sum(answers) from v1.model_usage where model is null")
    assert f"{unnamed:,} are of models that the export does not name" in draw(both, "models").summary


def test_the_shares_of_a_month_fill_its_column(both: Path) -> None:
    columns: dict[str, float] = defaultdict(float)
    for part in Xml.fromstring(draw(both, "models", Options(share=True)).svg).iter(f"{SVG}rect"):
        if part.find(f"{SVG}title") is not None:
            columns[part.attrib["x"]] += float(part.attrib["height"])
    assert columns
    assert all(height == pytest.approx(300, abs=0.1) for height in columns.values())


def test_less_than_four_months_are_drawn_by_week(both: Path) -> None:
    picture = draw(both, "models", Options(since=date(2025, 2, 3), until=date(2025, 3, 2)))
    weeks = {month for month, _ in _shown(picture.svg)}
    assert picture.title == "Model mix by week"
    assert weeks <= {f"week of 2025-02-{day}" for day in ("03", "10", "17", "24")}
    ((answers,),) = look_up(
        both, "select sum(answers) from v1.daily_model_usage where day between '2025-02-03' and '2025-03-02'"
    )
    assert sum(count for count, _ in _shown(picture.svg).values()) == answers


def test_a_model_has_one_colour_and_no_other_model_has_it(both: Path) -> None:
    colours: dict[str, set[str]] = defaultdict(set)
    for part in Xml.fromstring(draw(both, "models").svg).iter(f"{SVG}rect"):
        hint = part.findtext(f"{SVG}title")
        if hint:
            colours[re.split(r", |: ", hint)[1]].add(part.attrib["class"])
    found = [colour for (colour,) in colours.values()]
    assert len(set(found)) == len(found) == 9


def test_a_name_stands_on_its_band_only_where_sixteen_pixels_are_free() -> None:
    def named(height: float) -> set[str]:
        band = stack.Band("gpt-4", "k0", "on0", (height,), ("a",))
        return stack.columns(plot.Box(0, 0, 200, 100), [band], 100, [""])[1]

    assert named(15.9) == set()
    assert named(16) == {"gpt-4"}


def test_months_without_answers_keep_their_place() -> None:
    found = plot.periods(date(2024, 11, 1), date(2025, 2, 1), "month")
    assert found == [date(2024, 11, 1), date(2024, 12, 1), date(2025, 1, 1), date(2025, 2, 1)]


@pytest.mark.parametrize("share", [False, True], ids=["amounts", "shares"])
def test_the_model_mix_looks_as_it_did(both: Path, share: bool, expect: Callable[[str, str], None]) -> None:
    svg = draw(both, "models", Options(share=share, embed=False)).svg
    expect(f"charts/models{'_share' if share else ''}.svg", svg + "\n")
