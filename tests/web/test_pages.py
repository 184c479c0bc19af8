"""Every page, as a browser without a script gets and uses it."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from etl import assets
from tests.export.export_cases import loaded
from tests.web.web_cases import Answer, Web, serving

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PAGES = ("/", "/conversations", "/conversations/model?show=1", "/costs", "/query", "/loads", "/welcome")


def post(web: Web, path: str, **fields: str) -> Answer:
    return web.ask(path, "POST", urlencode(fields).encode(), FORM)


def first_key(web: Web) -> str:
    found = re.search(r'data-key="([^"]+)"', web.ask("/conversations").text)
    assert found is not None
    return found[1].replace("&amp;", "&")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_has_nothing_inline(server: Web, path: str) -> None:
    answer = server.ask(path)
    assert answer.status == 200
    assert answer.text.rstrip().endswith("</html>")
    assert not re.search(r"<style|<script(?! src=)|\sstyle=|\son\w+=|javascript:", answer.text)
    assert not re.findall(r'(?:src|<link[^>]*href)="(?!/)', answer.text)


def test_without_a_database_every_page_leads_to_the_welcome(web: Web) -> None:
    for path in PAGES[1:5]:
        answer = web.ask(path)
        assert (answer.status, answer.headers["location"]) == (303, "/")
    assert "Try with sample data" in web.ask("/").text


def test_the_sample_can_be_loaded_without_a_script(web: Web) -> None:
    assert post(web, "/sample").status == 303
    assert ">296</dd>" in web.ask("/").text


def test_the_overview_has_every_chart_with_table_sql_and_files(server: Web) -> None:
    text = server.ask("/").text
    for name in ("calendar", "models", "costs", "punchcard", "length", "wrapped"):
        assert f'id="chart-{name}"' in text
        assert f"/charts/{name}.png" in text
    assert text.count("Show SQL") == text.count("View as table") == 7
    for size in ("1200x630", "1080x1350", "1500x500"):
        assert f"/charts/wrapped.png?size={size}" in text


def test_vendors_are_compared_where_there_are_two(tmp_path: Path, server: Web) -> None:
    both = loaded(tmp_path, "chatgpt/branches.json", "claude/branches_2026.json")
    with serving(both) as web:
        assert 'id="chart-compare"' in web.ask("/").text
    assert 'id="chart-compare"' not in server.ask("/").text


@pytest.mark.parametrize(("form", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("csv", b"day,")])
def test_a_chart_comes_as_a_file(server: Web, form: str, start: bytes) -> None:
    answer = server.ask(f"/charts/calendar.{form}?year=2025")
    assert answer.status == 200
    assert answer.body[:4] == start[:4]


def test_the_card_of_a_year_comes_in_each_of_its_sizes(server: Web) -> None:
    answer = server.ask("/charts/wrapped.png?year=2025&size=1500x500")
    assert (answer.status, answer.body[16:24]) == (200, (3000).to_bytes(4) + (1000).to_bytes(4))
    assert 'viewBox="0 0 1200 630"' in server.ask("/?year=2025").text
    for path in ("/charts/wrapped.png?size=9x9", "/charts/costs.svg?size=1200x630"):
        assert server.ask(path).status == 400


def test_what_no_page_knows_is_refused(server: Web) -> None:
    for path in ("/charts/nothing.svg", "/conversations/one?provider=x&account_id=&conversation_id=y"):
        assert server.ask(path).status == 404
    for path in ("/conversations?by=title;drop", "/conversations?sort=1", "/?year=abc", "/charts/calendar.exe"):
        assert server.ask(path).status == 400


def test_a_conversation_can_be_marked_and_moved_and_moved_back(restored: Web) -> None:
    post(restored, "/conversations/sort")
    key = first_key(restored)
    gone = post(restored, "/conversations/file", item=key, do="move", category="Of yesterday")
    assert (gone.status, "There is no category" in gone.text) == (400, True)
    stays = post(restored, "/conversations/file", item=key, do="done", back=key, **{"from": "one"})
    assert stays.headers["location"] == f"/conversations/one?{key}"
    post(restored, "/conversations/file", open=key)
    post(restored, "/conversations/file", done=key)
    assert "Done <span" in restored.ask("/conversations").text
    assert len(re.findall(r'class="row done"', restored.ask("/conversations?done=done").text)) == 1
    post(restored, "/conversations/categories", do="add", to="Choir", words="alto, tenor")
    answer = post(restored, "/conversations/file", item=key, do="move", category="Choir", back="category=Choir")
    assert answer.headers["location"] == "/conversations?category=Choir"
    assert 'class="row' in restored.ask("/conversations?category=Choir").text
    post(restored, "/conversations/file", do="undo")
    assert "No chat passes" in restored.ask("/conversations?category=Choir").text


def test_a_plan_that_is_stated_brings_verdicts(own: Web) -> None:
    assert "no plan is stated" in own.ask("/costs").text
    stated = {"plan": "openai plus", "since": "2024-01", "until": "2024-12", "price": "", "seats": "1"}
    assert post(own, "/costs/plans", **stated).status == 303
    assert "of 12 months" in own.ask("/costs").text
    refused = post(own, "/costs/plans", plan="openai plus", since="never")
    assert refused.status == 400
    assert post(own, "/costs/plans/remove", period="1").status == 303
    assert "no plan is stated" in own.ask("/costs").text


def test_a_statement_is_answered_as_a_table_and_as_csv(server: Web) -> None:
    sql = "select 1 + 1 as two, '=1+1' as formula, '<script>' as sly"
    text = post(server, "/query", sql=sql).text
    assert '<td class="number">2</td>' in text
    assert "&lt;script&gt;</td>" in text
    assert post(server, "/query", sql=sql, form="csv").text.splitlines()[1].startswith("2,'=1+1")
    refused = post(server, "/query", sql="drop table core.messages")
    assert refused.status == 400
    assert "Only questions are answered here" in refused.text


def test_a_year_narrows_all_of_the_overview(server: Web) -> None:
    text = server.ask("/?year=2025").text
    assert ">119</dd>" in text
    assert "Messages per day</h2>" in text
    assert "1,629 messages on 95 of 365 days" in text
    assert not re.search(r"20(23|24|26)-\d\d-\d\d", text.split('id="chart-calendar"')[1].split("View as table")[0])


@pytest.mark.parametrize(("metric", "title"), [("tokens", "Tokens per day"), ("cost", "API value per day")])
def test_the_calendar_counts_what_is_chosen(server: Web, metric: str, title: str) -> None:
    text = server.ask(f"/?metric={metric}").text
    assert f"{title}</h2>" in text
    assert f'<a href="/?metric={metric}" aria-current="true">' in text
    assert server.ask("/?metric=words").status == 400


def test_two_years_are_shown_and_the_others_below_a_fold(server: Web) -> None:
    shown, more = server.ask("/").text.split('<details class="more"')
    assert [year for year in ("2023", "2024", "2025", "2026") if f">{year}</text>" in calendar(shown)] == [
        "2025",
        "2026",
    ]
    assert [year for year in ("2023", "2024", "2025", "2026") if f">{year}</text>" in calendar(more)] == [
        "2023",
        "2024",
    ]


def test_no_id_stands_twice_on_the_overview(server: Web) -> None:
    ids = re.findall(r' id="([^"]+)"', server.ask("/").text)
    assert len(ids) == len(set(ids))


def test_what_is_wrong_with_a_plan_is_said_beside_the_form_with_what_was_typed(restored: Web) -> None:
    body = b"plan=openai+plus&since=2024-13&until=&price=&seats=1"
    answer = restored.ask("/costs/plans", "POST", body, {"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status == 400
    assert 'role="alert"' in answer.text
    assert 'value="2024-13"' in answer.text


def calendar(text: str) -> str:
    return re.split(r'id="(?:more)?chart-calendar"', text)[1].split("</article>")[0]


@pytest.mark.parametrize("topic", assets.manual())
def test_every_page_of_the_manual_is_in_the_app(server: Web, topic: str) -> None:
    text = server.ask(f"/manual/{topic}").text
    assert f"<h1>{assets.manual_titles()[topic]}</h1>" in text
    assert not re.search(r'href="[^"]*\.md"', text)
    for link in re.findall(r'href="(/manual/\w+)"', text):
        assert link.removeprefix("/manual/") in assets.manual()


def test_a_page_that_the_manual_lacks_is_said_so(server: Web) -> None:
    assert server.ask("/manual/nothing").status == 404


def test_the_year_is_a_page_of_pictures(server: Web) -> None:
    text = server.ask("/year?year=2025").text
    assert text.count('<svg xmlns="http://www.w3.org/2000/svg" class="chart"') == 7
    assert server.ask("/year/streak.png?year=2025&size=1200x630").body.startswith(b"\x89PNG")
    assert server.ask("/year/nothing.png?year=2025").status == 404
    assert "no story to tell" in server.ask("/year?year=2019").text
