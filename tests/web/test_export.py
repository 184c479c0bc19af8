"""What the web app writes of the conversations that are filtered."""

import csv
import io
import json
from typing import Any

import pytest

from etl.reporting.reports.connection import connect
from tests.web.web_cases import Web


def _rows(server: Web, query: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(server.ask(f"/api/export?form=csv&{query}").text)))


def _counted(server: Web, condition: str) -> Any:
    with connect(server.database) as connection:
        ((number,),) = connection.execute(f"select count(*) from v1.conversations where {condition}").fetchall()
    return number


def test_every_form_holds_every_conversation(server: Web) -> None:
    assert len(_rows(server, "")) == 296
    answer = server.ask("/api/export?form=json")
    assert answer.json["summary"]["total_conversations"] == 296
    lines = [json.loads(line) for line in server.ask("/api/export?form=jsonl").text.splitlines()]
    assert {line["conversation_id"] for line in lines} == {row["conversation_id"] for row in _rows(server, "")}
    assert all(line["messages"] for line in lines)
    pages = server.ask("/api/export?form=md")
    assert pages.text.count("\n# ") >= 296
    assert pages.headers["content-disposition"].startswith('attachment; filename="chats ')
    assert {server.ask(f"/api/export?form={form}").headers["content-type"].split(";")[0] for form in ("csv", "md")} == {
        "text/csv",
        "text/markdown",
    }


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("provider=chatgpt", "provider = 'chatgpt'"),
        ("provider=none", "false"),
        ("year=2025", "year(created_at) = 2025"),
        ("month=2025-06", "strftime(created_at, '%Y-%m') = '2025-06'"),
        ("in=titles&q=THE", r"regexp_matches(lower(title), '\bthe\b')"),
        (
            "in=titles&q=the+-a",
            r"regexp_matches(lower(title), '\bthe\b') and not regexp_matches(lower(title), '\ba\b')",
        ),
        ("done=done", "false"),
    ],
)
def test_a_filter_leaves_what_the_database_says(server: Web, query: str, condition: str) -> None:
    # The demo has no chat within two hours of a month's end, so that Zurich's months are those of UTC.
    assert len(_rows(server, query)) == _counted(server, condition)


def test_days_are_local_and_both_ends_count(server: Web) -> None:
    every = sorted(row["created"] for row in _rows(server, ""))
    day = every[100][:10]
    assert {row["created"][:10] for row in _rows(server, f"since={day}&until={day}")} == {day}


def test_the_order_is_as_asked(server: Web) -> None:
    for sort, key, is_down in (("newest", "created", True), ("oldest", "created", False)):
        found = [row[key] for row in _rows(server, f"sort={sort}")]
        assert found == sorted(found, reverse=is_down)
    sizes = [int(row["messages"]) for row in _rows(server, "sort=longest")]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) > 3


def test_what_is_searched_comes_best_first_unless_an_order_is_asked(server: Web) -> None:
    best = [found["conversation_id"] for found in server.ask("/api/search?q=bread").json["results"]]
    assert [row["conversation_id"] for row in _rows(server, "q=bread")][: len(best)] == best
    newest = [row["created"] for row in _rows(server, "q=bread&sort=newest")]
    assert newest == sorted(newest, reverse=True)
    assert sorted(newest) == sorted(row["created"] for row in _rows(server, "q=bread"))
    assert newest != [row["created"] for row in _rows(server, "q=bread")]


def test_a_text_is_found_in_titles_messages_or_both(server: Web) -> None:
    titles, messages, both = (
        {row["conversation_id"] for row in _rows(server, f"q=bread&in={place}")}
        for place in ("titles", "messages", "both")
    )
    assert both == titles | messages
    found = server.ask("/api/search?q=bread").json["conversations"]
    assert found == len(both)


def test_one_conversation_is_a_file_of_its_title(server: Web) -> None:
    row = next(row for row in _rows(server, "") if row["title"].isascii() and row["title"].replace(" ", "").isalnum())
    answer = server.ask(f"/api/export?form=md&conversation_id={row['conversation_id']}")
    assert f'filename="{row["title"]}.md"' in answer.headers["content-disposition"]
    assert f"# {row['title']}\n" in answer.text
    assert answer.text.count("\n# ") == 1
