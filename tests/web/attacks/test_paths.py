"""The attack table of the web app, rows 18 to 22, 50, 52 and 57: names, ids, bodies, errors."""

import json
import re
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from etl.web.api.export import disposition
from etl.web.security.headers import HEADERS
from tests.web.web_cases import Web, serving

_LONG = "x" * 10_000


@pytest.mark.parametrize(
    "path",
    [
        *("/static/../app.py", "/static/%2e%2e/app.py", "/static/%252e%252e/app.py", "/static/..%2fapp.py"),
        *("/static//etc/passwd", "//etc/passwd", "/static/%00app.css", "/static/app.css%00", "/static/", "/static"),
        *("/static/..\\app.py", "/static/C:%5cboot.ini", "/static/app.css/", "/static/.hidden", "/etl/web/app.py"),
    ],
)
def test_row_18_no_path_leads_out_of_what_is_served(server: Web, path: str) -> None:
    assert server.ask(path).status in (400, 404)


@pytest.mark.parametrize("name", ["..%2f..%2fetc", "%00", "'%20or%201=1--", "%22", "%f0%9f%98%80", _LONG[:8_000], "."])
@pytest.mark.parametrize("path", ["/api/progress/", "/api/result/", "/api/cancel/"])
def test_row_19_an_id_is_only_ever_looked_up(server: Web, path: str, name: str) -> None:
    method = "POST" if "cancel" in path else "GET"
    assert server.ask(path + name, method).status in (400, 404)


@pytest.mark.parametrize("part", ["../../etc/passwd", _LONG, "a\0b", "a\nb", 7, None, ["a"], {"a": 1}])
@pytest.mark.parametrize("name", ["provider", "account_id", "conversation_id"])
def test_row_19_a_conversation_is_named_by_short_plain_texts(server: Web, name: str, part: Any) -> None:
    item = {"provider": "chatgpt", "account_id": "", "conversation_id": "none"} | {name: part}
    answer = server.ask("/api/marks", "POST", {"items": [item], "done": True})
    if part == "../../etc/passwd":
        assert answer.status == 200, "it is a text like others"
        assert server.ask("/api/marks", "POST", {"items": [item], "done": False}).status == 200
    else:
        assert (answer.status, answer.json["field"]) == (400, "items")


def test_row_20_ids_of_jobs_cannot_be_guessed_and_end_with_the_server(tmp_path: Path) -> None:
    with serving(tmp_path / "chats.duckdb") as web:
        jobs = {web.ask("/api/loads/sample", "POST").json["job_id"] for _ in range(2)}
        assert all(re.fullmatch(r"[\w-]{22}", job) for job in jobs)
        assert len(jobs) == 2
        assert all(web.ask(f"/api/progress/{job}").status == 200 for job in jobs)
        assert all(web.ask(f"/api/progress/{job}", bearer=False).status == 401 for job in jobs)
    with serving(tmp_path / "chats.duckdb") as again:
        assert all(again.ask(f"/api/progress/{job}").status == 404 for job in jobs)


@pytest.mark.parametrize(
    ("path", "method"),
    [
        *(("/api/marks", "POST"), ("/api/sql", "POST"), ("/api/register-key", "POST"), ("/api/moves", "POST")),
        *(
            ("/api/categories", "POST"),
            ("/api/categories", "PUT"),
            ("/api/categories", "DELETE"),
            ("/api/plan", "POST"),
        ),
    ],
)
def test_row_21_a_body_that_is_not_what_it_must_be_is_a_sentence(server: Web, path: str, method: str) -> None:
    bodies = [b"", b"{", b"[]", b"null", b"\xff\xfe", b'"a"', b'{"unknown": 1}', b"[" * 100_000, b'{"items": "a"}']
    for body in bodies:
        if path == "/api/plan" and body == b"":
            continue
        answer = server.ask(path, method, body)
        assert answer.status == 400, body[:20]
        assert "Traceback" not in answer.text
        assert answer.json["error"]
    assert server.ask(path, method, b" " * 1_100_000).status == 413
    assert server.ask("/api/nothing", "POST", b"{}").status == 404


def test_row_21_wrong_types_name_their_field(server: Web) -> None:
    cases: list[tuple[dict[str, Any], str]] = [({"sql": 7}, "sql"), ({"sql": "x", "more": 1}, "more"), ({}, "sql")]
    for body, field in cases:
        assert server.ask("/api/sql", "POST", body).json["field"] == field
    for stated in ({"done": 1}, {"done": "yes"}, {}):
        assert server.ask("/api/marks", "POST", {"items": [], **stated}).json["field"] == "done"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(
            ("batch_size", "0"),
            ("batch_size", "4"),
            ("batch_size", "101"),
            ("batch_size", "abc"),
            ("batch_size", "5.5"),
        ),
        *(("max_concurrency", "0"), ("max_concurrency", "9"), ("max_concurrency", "²"), ("organize_mode", "week")),
        *(("max_usd", "much"), ("max_usd", "-1"), ("max_usd", "nan"), ("model", "x" * 300)),
    ],
)
def test_row_22_a_wrong_value_names_its_field(server: Web, field: str, value: str) -> None:
    form = f'--xx\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n--xx--\r\n'.encode()
    headers = {"Content-Type": "multipart/form-data; boundary=xx"}
    for answer in (
        server.ask("/api/categorize", "POST", form, headers),
        server.ask("/api/categorize", "POST", {field: value}),
    ):
        assert (answer.status, answer.json["field"]) == (400, field)


@pytest.mark.parametrize(
    "title",
    [
        "../../etc/passwd",
        "a\r\nSet-Cookie: x=1",
        '"; filename="evil.exe',
        "con",
        "LPT1",
        "x" * 300,
        "Zürich – 東京 😀",
        "",
    ],
)
def test_row_50_a_title_becomes_a_harmless_file_name(title: str) -> None:
    line = disposition(title, "md")
    assert re.fullmatch(
        r"attachment; filename=\"[^\"\\/\r\n]{1,120}\.md\"; filename\*=UTF-8''[\w.~%-]{1,400}\.md", line
    )
    parsed = Message()
    parsed["content-disposition"] = line
    name = parsed.get_filename() or ""
    assert not set(name) & set('/\\"\r\n')
    assert name.split(".")[0].lower() not in ("con", "lpt1")
    assert len(name.encode()) <= 140


def test_row_52_nothing_deletes_all_or_stops_the_server(server: Web) -> None:
    for path in ("/shutdown", "/api/shutdown", "/api/delete", "/api/reset", "/api/loads"):
        for method in ("GET", "DELETE"):
            assert server.ask(path, method).status in (404, 405)


def test_row_57_what_nobody_expected_is_an_id_and_nothing_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "chats.duckdb"
    with serving(database) as web:
        # A folder where the state file was: what comes of that, no code foresees.
        database.mkdir()
        for path in ("/api/search?q=SECRET", "/api/export?q=SECRET", "/nothing?debug=1"):
            answer = web.ask(path, headers={"X-Debug": "1"})
            told = answer.text + json.dumps(answer.headers)
            assert answer.status in (404, 500, 503)
            assert str(tmp_path) not in told
            assert "Traceback" not in told
            assert set(HEADERS) <= set(answer.headers)
    assert "SECRET" not in "".join(capfd.readouterr())
