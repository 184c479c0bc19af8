"""The attack table of the web app, rows 24, 29, 49, 53, 54 and 58: hostile texts in answers, headers, our own files."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.state.file import save
from etl.web.app import files
from etl.web.security.headers import HEADERS
from tests.categorize.ai import ai_cases
from tests.conftest import ROOT
from tests.web.attacks.upload_cases import taken
from tests.web.web_cases import Web, over, serving

_TITLES = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=1+1",
    "\u202eevil",
    "</title><svg onload=a>",
)


def _chats() -> bytes:
    said = {"id": "n", "author": {"role": "user"}, "content": {"content_type": "text", "parts": ["<b>hello</b>"]}}
    node: dict[str, object] = {"id": "n", "parent": None, "children": [], "message": said}
    return json.dumps(
        [
            {"id": f"c{number}", "title": title, "create_time": 1.7e9 + number, "mapping": {"n": node}}
            for number, title in enumerate(_TITLES)
        ]
    ).encode()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    folder = tmp_path_factory.mktemp("hostile")
    assert taken(folder, ("conversations.json", _chats()))[0]
    with serving(folder / "chats.duckdb", api_rate=1000, api_burst=1000) as web:
        yield web


def test_row_24_hostile_titles_are_texts_in_every_answer(hostile: Web) -> None:
    found = hostile.ask("/api/search?q=hello")
    assert {row["title"] for row in found.json["results"]} == set(_TITLES)
    exported = hostile.ask("/api/export?form=json")
    assert {item["title"] for group in exported.json["categories"].values() for item in group} == set(_TITLES)
    lines = hostile.ask("/api/export?form=jsonl").text.splitlines()
    assert {json.loads(line)["title"] for line in lines} == set(_TITLES)
    column = hostile.ask("/api/sql", "POST", {"sql": f'select 1 as "{_TITLES[0]}"'})
    assert column.json["columns"] == [_TITLES[0]]
    for answer in (found, exported, column):
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/<script>alert(1)</script>", "/api/<script>", "/?x=<script>", "/static/<script>"])
def test_row_24_no_error_repeats_what_was_asked(hostile: Web, path: str) -> None:
    answer = hostile.ask(path.replace("<", "%3C").replace(">", "%3E"))
    assert "<script>alert" not in answer.text
    refused = hostile.ask("/api/sql", "POST", {"sql": "select <script>"})
    assert (refused.status, refused.headers["content-type"]) == (400, "application/json")


@pytest.mark.parametrize(
    ("path", "method", "bearer", "status"),
    [
        *(("/", "GET", False, 401), ("/nothing", "GET", True, 404), ("/api/nothing", "GET", True, 404)),
        *(("/static/app.css", "GET", True, 200), ("/api/marks", "GET", True, 200), ("/api/export", "GET", True, 200)),
        *(("/api/marks", "OPTIONS", True, 403), ("/api/marks", "PATCH", True, 405), ("/api/sql", "POST", True, 400)),
        *(("/api/export?form=csv", "HEAD", True, 200), ("/api/export?form=x", "GET", True, 400)),
    ],
)
def test_row_29_every_answer_has_our_headers(hostile: Web, path: str, method: str, bearer: bool, status: int) -> None:
    answer = hostile.ask(path, method, b"" if method == "POST" else None, bearer=bearer)
    assert answer.status == status
    assert HEADERS.items() <= answer.headers.items()
    assert "server" not in answer.headers


def test_row_29_the_policy_allows_nothing_but_our_own() -> None:
    policy = HEADERS["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert {part.split(" ", 1)[1] for part in policy.split("; ")} == {"'none'", "'self'", "'script'"}
    assert not [word for word in ("unsafe", "data:", "http", "*", "blob") if word in policy]


def test_row_49_titles_that_a_spreadsheet_would_run_are_guarded(hostile: Web) -> None:
    text = hostile.ask("/api/export?form=csv").text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["title"] for row in rows} == {"'=1+1" if title == "=1+1" else title for title in _TITLES}
    assert '"=1+1"' in hostile.ask("/api/export?form=json").text


def test_row_50_a_title_names_the_download_of_its_conversation(hostile: Web) -> None:
    for number, _ in enumerate(_TITLES):
        answer = hostile.ask(f"/api/export?form=md&conversation_id=c{number}")
        assert answer.status == 200
        assert not set(answer.headers["content-disposition"]) & set("<>\r\n/\\")


def test_row_54_a_chat_that_gives_orders_to_the_model_gets_a_label_and_nothing_else_changes(
    tmp_path: Path, hostile: Web
) -> None:
    def obedient(body: dict[str, Any], _: int) -> ai_cases.Reply:
        return ai_cases.filed(body, lambda chat: "Owned" if "script" in json.dumps(chat) else "Other")

    with ai_cases.serving(obedient) as model:
        save(hostile.database, "ai_base_url", model.url)
        token = hostile.ask("/api/register-key", "POST", {"api_key": ai_cases.CANARY}).json["key_token"]
        planned = hostile.ask("/api/plan", "POST", {}).json
        assert (planned["conversations"], planned["is_here"]) == (len(_TITLES), True)
        assert not model.bodies, "a plan sends nothing"
        answer = hostile.ask("/api/categorize", "POST", {"batch_size": 5}, {"X-Key-Token": token})
        told = over(hostile, answer.json["job_id"])
    assert told["state"] == "done", told
    assert set(model.keys) == {f"Bearer {ai_cases.CANARY}"}
    result = hostile.ask(f"/api/result/{answer.json['job_id']}").json
    assert "Owned" not in result["categories"]
    assert len(result["categories"]["Other"]) >= len(_TITLES) - 2


def test_row_58_every_asset_is_ours_and_listed_with_its_hash(expect: Callable[[str, str], None]) -> None:
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, (data, _) in sorted(files().items())]
    expect("web/assets.txt", "".join(lines))
    folder = ROOT / "etl" / "web"
    other = [path for path in folder.rglob("*") if path.suffix in (".js", ".css", ".svg", ".woff2", ".map", ".json")]
    assert {path.parent for path in other} == {folder / "static"}
    assert all("sourceMappingURL" not in data.decode() for data, kind in files().values() if "script" in kind)
