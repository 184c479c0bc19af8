"""The API of the web app: marks, categories, moves, search, jobs as an organiser of ChatGPT exports knows them."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from etl.reporting.reports.connection import connect
from tests.conftest import ROOT
from tests.web.web_cases import Web, form, over, serving

_KEY = ("provider", "account_id", "conversation_id")


def _rows(web: Web, sql: str) -> list[tuple[Any, ...]]:
    with connect(web.database) as connection:
        return connection.execute(sql).fetchall()


def _keys(web: Web) -> list[dict[str, str]]:
    rows = _rows(web, "select provider, coalesce(account_id, ''), conversation_id from v1.conversations order by all")
    return [dict(zip(_KEY, row, strict=True)) for row in rows]


def _exported(web: Web, query: str = "") -> Any:
    return web.ask(f"/api/export?form=json{query}").json


def _result(web: Web, answer: Any) -> Any:
    assert answer.status == 202, answer.text
    told = over(web, answer.json["job_id"])
    assert told["state"] == "done", told
    return web.ask(f"/api/result/{answer.json['job_id']}").json


def test_marks_are_set_and_taken_back_many_at_once(restored: Web) -> None:
    keys = _keys(restored)
    assert restored.ask("/api/marks").json == {"items": []}
    assert restored.ask("/api/marks", "POST", {"items": keys + keys[:5], "done": True}).json == {"marked": 296}
    assert sorted(restored.ask("/api/marks").json["items"], key=str) == sorted(keys, key=str)
    assert restored.ask("/api/marks", "POST", {"items": keys[1:], "done": False}).status == 200
    assert restored.ask("/api/marks").json["items"] == keys[:1]
    assert _exported(restored, "&done=done")["summary"]["total_conversations"] == 1
    assert _exported(restored, "&done=open")["summary"]["total_conversations"] == 295


def test_moves_of_many_are_one_step_that_is_undone_as_one(restored: Web) -> None:
    keys = _keys(restored)[:7]
    name = restored.ask("/api/categories").json["categories"][0]["name"]
    before = _exported(restored)["categories"]
    assert restored.ask("/api/moves", "POST", {"items": keys, "category": name}).json == {"moved": 7}
    moved = {item["id"] for item in _exported(restored)["categories"][name]}
    assert moved >= {key["conversation_id"] for key in keys}
    assert restored.ask("/api/undo", "POST", b"").status == 200
    assert _exported(restored)["categories"] == before


def test_a_move_to_no_category_is_refused(restored: Web) -> None:
    answer = restored.ask("/api/moves", "POST", {"items": _keys(restored)[:1], "category": "No such thing"})
    assert answer.status == 400
    assert restored.ask("/api/moves", "POST", {"items": [], "category": " "}).json["field"] == "category"


def test_categories_are_added_renamed_and_removed_with_what_is_filed_there(restored: Web) -> None:
    before = [one["name"] for one in restored.ask("/api/categories").json["categories"]]
    assert len(before) >= 10
    assert restored.ask("/api/categories", "POST", {"name": "Bread", "words": ["sourdough", "oven"]}).status == 201
    assert restored.ask("/api/categories", "POST", {"name": "Bread"}).status == 400
    assert restored.ask("/api/moves", "POST", {"items": _keys(restored)[:3], "category": "Bread"}).json == {"moved": 3}
    assert restored.ask("/api/categories", "PUT", {"name": "Bread", "to": "Baking"}).status == 200
    found = {one["name"]: one for one in restored.ask("/api/categories").json["categories"]}
    assert (found["Baking"]["conversations"], found["Baking"]["words"]) == (3, ["sourdough", "oven"])
    assert "Bread" not in found
    assert restored.ask("/api/categories", "DELETE", {"name": "Baking"}).status == 200
    assert [one["name"] for one in restored.ask("/api/categories").json["categories"]] == before


def test_without_a_key_categories_are_found_here(restored: Web) -> None:
    result = _result(restored, restored.ask("/api/categorize", "POST", {"organize_mode": "category"}))
    assert result["summary"] | {"generated_at": ""} == {
        "total_conversations": 296,
        "total_categories": len(result["categories"]),
        "generated_at": "",
        "organize_mode": "category",
    }
    assert datetime.fromisoformat(result["summary"]["generated_at"])
    items = [(name, item) for name, group in result["categories"].items() for item in group]
    assert len(items) == 296
    assert all(item["category"] == name for name, item in items)
    wanted = ["title", "id", "create_time", "update_time", "message_count", "category"]
    assert all(list(item) == wanted for _, item in items)
    assert len(result["categories"]) > 2, "not all is Other"


@pytest.mark.parametrize(("mode", "shape"), [("month", "%B %Y"), ("year", "%Y")])
def test_by_time_needs_no_key_and_no_category(restored: Web, mode: str, shape: str) -> None:
    result = _result(restored, restored.ask("/api/categorize", "POST", {"organize_mode": mode}))
    periods = result["time_periods"]
    assert result["summary"]["total_groups"] == len(periods)
    assert sum(len(groups["All"]) for groups in periods.values()) == 296
    for name, groups in periods.items():
        for item in groups["All"]:
            assert f"{datetime.strptime(item['create_time'], '%Y-%m-%d %H:%M'):{shape}}" == name
            assert "category" not in item


def test_a_file_is_loaded_and_its_conversations_are_the_result(own: Web) -> None:
    data = (ROOT / "samples/chatgpt/branches.json").read_bytes()
    parts = ('name="file"; filename="conversations.json"', data), ('name="organize_mode"', b"year")
    body, headers = form(*parts, ('name="batch_size"', b"5"), ('name="max_concurrency"', b"8"))
    result = _result(own, own.ask("/api/categorize", "POST", body, headers))
    ids = {item["id"] for groups in result["time_periods"].values() for item in groups["All"]}
    assert ids == {chat.get("conversation_id") or chat["id"] for chat in json.loads(data)}
    assert len(_keys(own)) == 296 + len(ids)


def test_search_finds_titles_and_messages_in_any_case_with_a_passage(restored: Web) -> None:
    items = [item for group in _exported(restored)["categories"].values() for item in group]
    titles = Counter(word for item in items for word in item["title"].split())
    word = next(word for word, _ in titles.most_common() if len(word) > 4)
    answer = restored.ask(f"/api/search?q={word.upper()}").json
    assert answer["conversations"] >= len(answer["results"]) > 0
    assert any(found["is_in_title"] for found in answer["results"])
    for found in answer["results"]:
        assert found["matches"] > 0
        for place in ("title", "snippet"):
            marked = {(found[place] or "")[begin:end].lower() for begin, end in found[f"{place}_marks"]}
            assert marked <= {word.lower()}
        assert found["is_in_title"] == bool(found["title_marks"])
        assert found["is_in_title"] or found["snippet_marks"]
    for wrong in ("/api/search", "/api/search?q=", "/api/search?q=%20", "/api/search?q=%25"):
        assert restored.ask(wrong).json["field"] == "q"


def test_search_speaks_the_grammar_of_the_command(restored: Web) -> None:
    every, some = (restored.ask(f"/api/search?q={text}").json["conversations"] for text in ("bread", "bread+-oven"))
    assert 0 < some < every
    refused = restored.ask("/api/search?q=bread+has:everything")
    assert (refused.status, refused.json["field"]) == (400, "q")
    assert refused.json["error"].startswith("'has:' takes code, image, file")
    assert restored.ask(f"/api/search?q={'x' * 1_001}").status == 400


def test_words_that_nobody_said_are_replaced_and_that_is_told(restored: Web) -> None:
    answer = restored.ask("/api/search?q=braed").json
    assert "bread" in answer["instead"].split()
    assert answer["conversations"] > 0
    assert "shown is what holds" in restored.ask("/conversations?q=braed").text


def test_without_a_database_every_question_is_a_sentence(tmp_path: Path) -> None:
    with serving(tmp_path / "chats.duckdb") as empty:
        for path in ("/api/search?q=a", "/api/export"):
            answer = empty.ask(path)
            assert answer.status == 503
            assert "etl load" in answer.json["error"]
        assert empty.ask("/api/sql", "POST", {"sql": "select 1"}).status == 503
        assert empty.ask("/api/marks").json == {"items": []}
