"""Loads in the web app: several files, progress, cancelling, and reading all the while."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.web.web_cases import Web, form, over, serving

_COUNT = {"sql": "select count(*) from conversations"}


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    with serving(tmp_path / "chats.duckdb", api_rate=1000, api_burst=1000) as running:
        yield running


def _sample(name: str) -> bytes:
    return (ROOT / "samples" / name).read_bytes()


def _count(web: Web) -> int:
    return int(web.ask("/api/sql", "POST", _COUNT).json["rows"][0][0])


def _many(number: int) -> bytes:
    chats = _sample("chatgpt/branches.json").strip().strip(b"[]")
    return b"[" + b",".join([chats] * number) + b"]"


def test_a_dropped_export_is_in_the_database_and_what_the_load_said_is_told(web: Web) -> None:
    body, headers = form(('name="file"; filename="demo.zip"', _sample("demo.zip")))
    answer = web.ask("/api/loads", "POST", body, headers)
    assert answer.status == 202
    told = over(web, answer.json["job_id"])
    assert (told["state"], told["percent"], told["conversations"]) == ("done", 100, 296)
    assert "296 new" in told["message"]
    assert str(web.database) not in told["message"]
    assert web.ask(f"/api/result/{answer.json['job_id']}").json == {"message": told["message"]}
    assert _count(web) == 296


def test_several_files_are_one_load_whatever_they_are_called(web: Web) -> None:
    body, headers = form(
        ('name="file"; filename="demo.zip"', _sample("demo.zip")),
        ('name="file"; filename="../conversations.json"', _sample("chatgpt/branches.json")),
        ('name="file"; filename="C:\\\\x\\\\conversations.json"', _sample("chatgpt/era_2023_04.json")),
        ('name="file"; filename="Demo.ZIP"', _sample("demo.zip")),
        ('name="organise"', b"please"),
    )
    told = over(web, web.ask("/api/loads", "POST", body, headers).json["job_id"])
    assert told["state"] == "done", told
    assert _count(web) > 296
    assert web.ask("/api/sql", "POST", {"sql": "select count(*) from loads"}).json["rows"] == [[1]]


def test_the_sample_is_loaded_without_an_upload(web: Web) -> None:
    told = over(web, web.ask("/api/loads/sample", "POST").json["job_id"])
    assert told["state"] == "done"
    assert _count(web) == 296


@pytest.mark.parametrize("name", ["export.exe", "conversations", ".json", "a.zip.txt", ""])
def test_files_of_other_kinds_are_refused_before_they_are_stored(web: Web, name: str) -> None:
    body, headers = form((f'name="file"; filename="{name}"', b"[]"))
    answer = web.ask("/api/loads", "POST", body, headers)
    assert (answer.status, answer.json["field"]) == (400, "file")
    assert not list(web.database.parent.rglob("[0-9]*/*"))


def test_a_form_without_files_or_cut_short_is_refused(web: Web) -> None:
    body, headers = form(('name="x"', b"y"))
    for data, stated in ((body, headers), (body[:-6], headers), (b"", headers), (body, {"Content-Type": "text/plain"})):
        assert web.ask("/api/loads", "POST", data, stated).status == 400


def test_a_cancelled_load_changes_nothing_and_the_next_one_works(web: Web) -> None:
    body, headers = form(('name="file"; filename="conversations.json"', _many(8_000)))
    job = web.ask("/api/loads", "POST", body, headers).json["job_id"]
    assert web.ask(f"/api/result/{job}").status == 409
    time.sleep(0.5)
    assert web.ask(f"/api/cancel/{job}", "POST").status == 200
    told = over(web, job, 10)
    assert told["state"] == "cancelled", told
    assert web.ask(f"/api/result/{job}").status == 410
    assert not web.database.exists()
    assert over(web, web.ask("/api/loads/sample", "POST").json["job_id"])["state"] == "done"
    left = [path for path in web.database.parent.rglob("*") if ".loading" in path.name or path.suffix == ".json"]
    assert left == []


def test_the_database_is_read_all_the_while_and_shows_the_new_load_at_once(web: Web) -> None:
    over(web, web.ask("/api/loads/sample", "POST").json["job_id"])
    failures: list[object] = []
    counts: list[int] = []
    is_over = threading.Event()

    def reading() -> None:
        while not is_over.is_set():
            answer = web.ask("/api/search?q=the")
            if answer.status == 200:
                counts.append(answer.json["conversations"])
            else:
                failures.append(answer.text)

    readers = [threading.Thread(target=reading) for _ in range(2)]
    for each in readers:
        each.start()
    body, headers = form(('name="file"; filename="conversations.json"', _sample("chatgpt/branches.json")))
    told = over(web, web.ask("/api/loads", "POST", body, headers).json["job_id"])
    after = _count(web)
    is_over.set()
    for each in readers:
        each.join()
    assert told["state"] == "done", told
    assert not failures
    assert len(counts) > 5
    assert after > 296
    with web.app._app._app.state.services.desk.connection() as connection:
        assert connection.execute("select count(*) from v1.conversations").fetchall() == [(after,)]


def test_two_loads_at_once_are_one_after_the_other(web: Web) -> None:
    jobs = [web.ask("/api/loads/sample", "POST").json["job_id"] for _ in range(2)]
    assert [over(web, job)["state"] for job in jobs] == ["done", "done"]
    assert web.ask("/api/sql", "POST", {"sql": "select count(*) from loads"}).json["rows"] == [[2]]
