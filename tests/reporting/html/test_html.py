"""The HTML report: one file with every chart and report, from which nothing leads outside."""

import base64
import hashlib
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from etl import assets
from etl.errors import DatabaseError
from etl.reporting.charts.draw import names
from etl.reporting.formats.render import render
from etl.reporting.html import document
from etl.reporting.html.fragments import MOST, table
from etl.reporting.reports import catalogue, run
from etl.reporting.reports.table import Table
from tests.conftest import look_up
from tests.reporting.html.html_cases import Page, taken_apart


@pytest.fixture(scope="module")
def parts(html: str) -> Page:
    return taken_apart(html)


def test_nothing_on_the_page_leads_outside(html: str, parts: Page) -> None:
    assert parts.values("src") == []
    assert all(target.startswith("#") for target in parts.values("href"))
    assert not parts.all("script", "link", "img", "iframe", "object", "embed", "form", "base", "image", "use")
    assert [
        name for part in parts.elements for name in part.attributes if name.startswith("on") or name == "style"
    ] == []
    (sheet,) = parts.all("style")
    assert "@import" not in sheet.text
    assert "url(" not in sheet.text
    assert all(target.startswith("#") for target in re.findall(r'="url\(([^)]*)\)', html))


def test_the_policy_allows_its_own_style_sheet_and_nothing_else(parts: Page) -> None:
    (policy,) = [part.attributes["content"] for part in parts.all("meta") if "http-equiv" in part.attributes]
    (sheet,) = parts.all("style")
    digest = base64.b64encode(hashlib.sha256(sheet.text.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_every_id_is_unlike_all_others_and_every_name_of_one_is_found(parts: Page) -> None:
    ids = Counter(parts.values("id"))
    assert [key for key, often in ids.items() if often > 1] == []
    named = [key for value in parts.values("aria-labelledby") for key in value.split()]
    anchors = [target.removeprefix("#") for target in parts.values("href")]
    assert set(named) | set(anchors) <= set(ids)


def test_the_page_is_well_formed_and_its_headings_are_in_order(parts: Page) -> None:
    assert parts.unclosed == []
    assert parts.all("html")[0].attributes["lang"] == "en"
    levels = [int(part.tag[1]) for part in parts.all("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert parts.all("a")[0].attributes == {"class": "skip", "href": "#main"}


def test_every_chart_is_on_the_page_with_its_table_and_its_sql(parts: Page) -> None:
    texts = [part.text for part in parts.all("article")]
    for name, question in names().items():
        found = [text for text in texts if question in text and "View as table" in text]
        assert len(found) == (2 if name == "models" else 1), name
        assert all(assets.chart_queries()[name].strip() in text for text in found)


def test_every_report_is_on_the_page_with_its_sql(parts: Page) -> None:
    texts = {part.attributes["id"]: part.text for part in parts.all("article")}
    for typed, question in catalogue.names().items():
        text = texts[f"report-{typed.replace(' --by ', '-by-')}"]
        assert question in text
        assert f"etl report {typed}" in text
        assert assets.queries()[typed.replace(" --by ", "_by_")].strip() in text


@pytest.mark.parametrize("name", ["models", "subscription", "tools"])
def test_a_table_holds_the_cells_and_the_notes_of_its_report(both: Path, html: str, name: str) -> None:
    _, _, after = html.partition(f'<article id="report-{name}"')
    shown = taken_apart("<article" + after.partition("</article>")[0] + "</article>")
    whole = "".join(render(run.run(both, name), "md", 80))
    cells = [part.text for part in shown.all("td")]
    assert len(cells) == sum(1 for _ in shown.all("tr")[1:]) * len(shown.all("th"))
    lines = [line for line in whole.splitlines() if line.startswith("|")][2:]
    assert cells == [cell.strip().replace("\\", "") for line in lines for cell in line.strip("|").split("|")]
    assert [part.text for part in shown.all("li")] == list(run.run(both, name).notes)


def test_the_tiles_are_the_numbers_of_the_overview(both: Path, parts: Page) -> None:
    shown = dict(
        zip([part.text for part in parts.all("dt")], [part.text for part in parts.all("dd")][::2], strict=True)
    )
    overview = {str(fact): number for _, fact, number, _ in run.run(both, "overview").rows}
    dollars = shown.pop("dollars on the API")
    assert {fact: f"{overview[fact]:,}" for fact in shown} == shown
    ((usd,),) = look_up(both, "select sum(usd) from v1.request_costs")
    assert dollars == f"${usd:,.2f}", "with its cents, and once"
    assert not any(part.text.startswith("$") for part in parts.all("dd")[1::2])
    assert {"conversations", "my messages", "active days"} <= set(shown)


def test_a_long_table_is_cut_and_says_how_long_it_is() -> None:
    rows = [(number,) for number in range(1_234)]
    shown = table(Table("x", ("n",), ("BIGINT",), rows), "x", "all of them: elsewhere")
    assert len(taken_apart(shown).all("td")) == MOST
    assert "The first 200 of 1,234 rows; all of them: elsewhere" in shown
    short = table(Table("x", ("n",), ("BIGINT",), rows[:MOST]), "x", "all of them: elsewhere")
    assert "The first" not in short


def test_what_looks_like_markup_is_text() -> None:
    hostile = '<script>alert(1)</script> & "quotes" \'$x ${y}'
    found = Table("x", (hostile,), ("VARCHAR",), [(hostile,)], (hostile,))
    shown = taken_apart(table(found, hostile, "elsewhere"))
    assert not shown.all("script")
    assert [part.text for part in shown.all("th", "td", "li")] == [hostile] * 3


def test_filters_narrow_every_part_that_knows_them_and_the_others_say_so(both: Path) -> None:
    chosen = {"since": date(2025, 2, 1), "until": date(2025, 2, 28), "provider": "chatgpt"}
    shown = taken_apart("".join(document.html(both, chosen)))
    texts = {part.attributes["id"]: part.text for part in shown.all("article")}
    assert "Only since 2025-02-01, until 2025-02-28, provider chatgpt." in shown.all("header")[0].text
    assert "Not narrowed by provider." in texts["chart-compare"]
    assert "Not narrowed by" not in texts["report-daily"]
    days = re.findall(r"20\d\d-\d\d-\d\d", texts["report-daily"].partition("Show SQL")[0])
    assert {day[:7] for day in days} == {"2025-02"}


def test_where_nothing_was_chosen_the_page_says_so(both: Path) -> None:
    shown = taken_apart("".join(document.html(both, {"since": date(2030, 1, 1), "hidden_prompt_tokens": 5})))
    texts = {part.attributes["id"]: part.text for part in shown.all("article")}
    assert all("There is nothing to draw in this range." in texts[f"chart-{name}"] for name in names())
    assert "No rows." in texts["report-daily"]


def test_a_database_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"There is no none\.duckdb"):
        list(document.html(tmp_path / "none.duckdb", {}))
